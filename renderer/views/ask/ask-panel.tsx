import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { Answer } from './answer.tsx';
import classes from './ask-panel.module.css';
import { Question } from './question.tsx';
import { useAsk } from './use-ask.ts';

interface AskPanelProps {
  /** As a client would name it; the active one unless told. */
  model?: string;
  onAnswered?: () => void;
}

/** A question through the address that DB-GPT uses, with what came back and how long it took. */
export function AskPanel({ model, onAnswered }: AskPanelProps): ReactNode {
  const { asked, send, stop } = useAsk();
  const ask = useCallback(
    (prompt: string): void => {
      send(prompt, model);
      onAnswered?.();
    },
    [send, model, onAnswered],
  );
  return (
    <div className={classes.panel}>
      <Question
        isAnswering={asked.phase === 'answering'}
        hasAsked={asked.phase !== 'idle'}
        onStop={stop}
        onSend={ask}
      />
      <Answer asked={asked} />
    </div>
  );
}
