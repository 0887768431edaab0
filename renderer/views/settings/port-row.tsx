import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import classes from './settings.module.css';
import { useFieldChange } from './use-change.ts';

/** The port is typed and then saved by a button, for half a port must not be tried. */
export function PortRow(): ReactNode {
  const { settings, proxy } = useAppState();
  const { t, explain } = useWords();
  const [draft, setDraft] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const stored = settings.proxy.port;
  const change = useFieldChange((state) => {
    setDraft(null);
    tellDone(t('settings.port.saved', { port: state.settings.proxy.port }));
  });
  const text = draft ?? String(stored);
  const port = parsePort(text);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (port !== null && port !== stored) change.run({ proxy: { port } });
  };
  const isOtherNow = proxy.status === 'running' && proxy.port !== stored;
  const hint = isOtherNow ? t('settings.port.thisRun', { port: proxy.port }) : t('settings.port.hint');
  const problem = isChecked && port === null ? t('settings.port.bad') : null;
  return (
    <Row label={t('settings.port')} hint={hint}>
      <form className={classes.port} onSubmit={submit} noValidate>
        <TextInput
          aria-label={t('settings.port')}
          value={text}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            setChecked(false);
            change.clear();
          }}
          onBlur={() => setChecked(true)}
          error={problem ?? (change.failure === null ? null : explain(change.failure))}
          inputMode="numeric"
          maxLength={5}
          w="7rem"
        />
        <Button type="submit" variant="default" loading={change.isPending} disabled={text === String(stored)}>
          {t('window.save')}
        </Button>
      </form>
    </Row>
  );
}

/** A port that can be asked for, or null. */
function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}
