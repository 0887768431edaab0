import { Radio, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../words.ts';
import classes from './connect.module.css';

export type Which = 'old' | 'new' | 'unsure';
const choices: readonly Which[] = ['old', 'new', 'unsure'];

interface WhichProps {
  value: Which | null;
  onChange: (which: Which) => void;
}

export function WhichDbGpt({ value, onChange }: WhichProps): ReactNode {
  const { t } = useWords();
  const titleId = useId();
  return (
    <Radio.Group value={value ?? ''} onChange={(next) => onChange(toWhich(next))} aria-labelledby={titleId}>
      <Title order={2} id={titleId}>
        {t('dbgpt.which')}
      </Title>
      <div className={classes.choices}>
        {choices.map((which) => (
          <Radio.Card key={which} value={which} className={classes.choice}>
            <Radio.Indicator mt={2} />
            <div>
              <div className={classes.choiceName}>{t(`dbgpt.which.${which}`)}</div>
              <div className={classes.choiceText}>{t(`dbgpt.which.${which}.text`)}</div>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}

function toWhich(value: string): Which {
  return choices.find((which) => which === value) ?? 'unsure';
}
