import { Button, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { TimeoutName } from '../../../shared/preferences.ts';
import { timeoutNames, timeoutRanges } from '../../../shared/preferences.ts';
import { useAppState } from '../../app-state.ts';
import { Row } from '../../components/section.tsx';
import { tellDone } from '../../tell.ts';
import { useWords } from '../../words.ts';
import classes from './settings.module.css';
import { useChange, useFieldChange } from './use-change.ts';

/** What a limit is when it is switched on. */
const firstByteStartMs = 60_000;

/** How long ModelTray waits for what, in seconds. */
export function TimeoutRows(): ReactNode {
  return timeoutNames.map((name) =>
    name === 'firstByteMs' ? <FirstByteRow key={name} /> : <TimeoutRow key={name} name={name} />,
  );
}

function FirstByteRow(): ReactNode {
  const { settings } = useAppState();
  const { t } = useWords();
  const change = useChange();
  const isOn = settings.timeouts.firstByteMs !== null;
  return (
    <>
      <Row label={t('settings.timeouts.firstByte')} hint={t('settings.timeouts.firstByte.hint')} isSmall>
        <Switch
          aria-label={t('settings.timeouts.firstByte')}
          checked={isOn}
          disabled={change.isPending}
          onChange={() => change.run({ timeouts: { firstByteMs: isOn ? null : firstByteStartMs } })}
        />
      </Row>
      {isOn && <TimeoutRow name="firstByteMs" />}
    </>
  );
}

function TimeoutRow({ name }: { name: TimeoutName }): ReactNode {
  const { settings } = useAppState();
  const { t, explain } = useWords();
  const [draft, setDraft] = useState<number | string | null>(null);
  const change = useFieldChange(() => {
    setDraft(null);
    tellDone(t('window.saved'));
  });
  const stored = (settings.timeouts[name] ?? firstByteStartMs) / 1000;
  const value = draft ?? stored;
  const { min, max } = timeoutRanges[name];
  const ms = typeof value === 'number' ? Math.round(value * 1000) : Number.NaN;
  const isFine = ms >= min && ms <= max;
  const problem = isFine ? null : t('settings.timeouts.bad', { min: min / 1000, max: max / 1000 });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isFine) change.run({ timeouts: { [name]: ms } });
  };
  return (
    <Row label={t(`settings.timeouts.${name}`)} hint={t(`settings.timeouts.${name}.hint`)}>
      <form className={classes.port} onSubmit={submit} noValidate>
        <NumberInput
          aria-label={t(`settings.timeouts.${name}`)}
          value={value}
          onChange={(next) => {
            setDraft(next);
            change.clear();
          }}
          suffix={t('settings.timeouts.unit')}
          hideControls
          error={problem ?? (change.failure === null ? null : explain(change.failure))}
          w="9rem"
        />
        <Button type="submit" variant="default" loading={change.isPending} disabled={value === stored}>
          {t('window.save')}
        </Button>
      </form>
    </Row>
  );
}
