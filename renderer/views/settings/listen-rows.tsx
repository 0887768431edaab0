import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent, ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import { Choice } from './choice.tsx';
import classes from './settings.module.css';
import { useChange, useFieldChange } from './use-change.ts';

const modes = ['loopback', 'docker', 'all'] as const;

/** Who may connect, with what each choice opens. */
export function ListenRows(): ReactNode {
  const { settings, proxy } = useAppState();
  const { t } = useWords();
  const change = useChange();
  const { listen } = settings.proxy;
  const hint =
    proxy.listeners.length === 0
      ? undefined
      : t('settings.listen.now', { addresses: proxy.listeners.join(' · ') });
  return (
    <>
      <Row label={t('settings.listen')} hint={hint} isWide>
        <Choice
          label={t('settings.listen')}
          value={listen}
          options={modes.map((value) => ({
            value,
            label: t(`settings.listen.${value}`),
            hint: t(`settings.listen.${value}.hint`),
          }))}
          isPending={change.isPending}
          onChange={(next) => change.run({ proxy: { listen: next } })}
        />
      </Row>
      {listen === 'docker' && <DockerRow />}
    </>
  );
}

function DockerRow(): ReactNode {
  const { settings } = useAppState();
  const { t, explain } = useWords();
  const stored = settings.proxy.dockerAddress ?? '';
  const [draft, setDraft] = useState<string | null>(null);
  const change = useFieldChange(() => {
    setDraft(null);
    tellDone(t('window.saved'));
  });
  const text = draft ?? stored;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    change.run({ proxy: { dockerAddress: text.trim() === '' ? null : text.trim() } });
  };
  return (
    <Row label={t('settings.docker')} hint={t('settings.docker.hint')}>
      <form className={classes.port} onSubmit={submit} noValidate>
        <TextInput
          aria-label={t('settings.docker')}
          placeholder="172.17.0.1"
          value={text}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            change.clear();
          }}
          error={change.failure === null ? null : explain(change.failure)}
          w="10rem"
        />
        <Button type="submit" variant="default" loading={change.isPending} disabled={text.trim() === stored}>
          {t('window.save')}
        </Button>
      </form>
    </Row>
  );
}
