import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAppState } from '../../app-state.ts';
import { useWords } from '../../words.ts';
import { AskPanel } from '../ask/ask-panel.tsx';
import classes from './connect.module.css';
import type { Draft } from './draft.ts';
import { mainModel } from './draft.ts';
import { Step } from './step.tsx';

/** A question by the name that DB-GPT asks for. */
export function AskStep({ draft }: { draft: Draft }): ReactNode {
  const { proxy } = useAppState();
  const { t } = useWords();
  const model = mainModel(draft);
  return (
    <Step n={6} title={t('dbgptPage.ask')} isOpen>
      <Text size="sm" c="dimmed">
        {draft.variant === 'direct'
          ? t('dbgptPage.ask.direct')
          : t('dbgptPage.ask.hint', { address: proxy.baseUrl, model })}
      </Text>
      <div className={classes.edge}>
        <AskPanel key={model} model={model} />
      </div>
    </Step>
  );
}
