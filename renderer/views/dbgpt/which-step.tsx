import { Button, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { exportTargets } from '../../../shared/export-kinds.ts';
import { useWords } from '../../words.ts';
import { Cards } from './cards.tsx';
import classes from './connect.module.css';
import type { Draft } from './draft.ts';
import { LookForm } from './look-form.tsx';
import { RunningDbgptNote } from './running-note.tsx';

export interface StepContent {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** The answer is complete. */
  onDone: () => void;
}

/** Which DB-GPT: by choice, by its folder, or as it runs. */
export function WhichStep({ draft, onChange, onDone }: StepContent): ReactNode {
  const { t } = useWords();
  const end = useInSight(draft.for !== null);
  return (
    <>
      <Cards
        label={t('dbgpt.which')}
        showsLabel={false}
        value={draft.for}
        options={exportTargets.map((value) => ({
          value,
          label: t(`dbgptPage.for.${value}`),
          text: t(`dbgptPage.for.${value}.text`),
        }))}
        onChange={(target) => onChange({ for: target })}
      />
      <Text size="sm" c="dimmed">
        {t('dbgptPage.which.help')}
      </Text>
      <LookForm draft={draft} onChange={onChange} />
      <RunningDbgptNote />
      <div className={classes.end} ref={end}>
        <Button disabled={draft.for === null} onClick={onDone}>
          {t('window.continue')}
        </Button>
      </div>
    </>
  );
}

/** Once there is an answer, the button that leads on is not left below the fold. */
function useInSight(isAnswered: boolean): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  const wasAnswered = useRef(isAnswered);
  useEffect(() => {
    if (isAnswered && !wasAnswered.current) end.current?.scrollIntoView({ block: 'nearest' });
    wasAnswered.current = isAnswered;
  }, [isAnswered]);
  return end;
}
