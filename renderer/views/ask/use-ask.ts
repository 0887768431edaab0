import { useCallback, useEffect, useRef, useState } from 'react';
import type { AskReport } from '../../../shared/api.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';
import type { RunningJob } from '../../window-bridge.ts';
import type { GrowingText } from './growing-text.ts';
import { createPacedText } from './paced-text.ts';

export type Asked =
  | { phase: 'idle' }
  | { phase: 'answering' | 'stopped'; text: GrowingText }
  | { phase: 'answered'; text: GrowingText; report: AskReport }
  | { phase: 'failed'; text: GrowingText; failure: Failure };

export interface Ask {
  asked: Asked;
  /** `model` as a client would name it. */
  send: (prompt: string, model?: string) => void;
  stop: () => void;
}

/** One question through the real proxy, streamed; leaving the page ends it. */
export function useAsk(): Ask {
  const [asked, setAsked] = useState<Asked>({ phase: 'idle' });
  const running = useRef<RunningJob<AskReport> | null>(null);
  useEffect(
    () => () => {
      running.current?.cancel();
      running.current = null;
    },
    [],
  );
  const send = useCallback((prompt: string, model = 'active') => {
    running.current?.cancel();
    const isCurrent = (): boolean => running.current === job;
    const answer = createPacedText({
      show: (text) => (isCurrent() ? setAsked({ phase: 'answering', text }) : answer.drop()),
      after,
    });
    const end = (ended: (text: GrowingText) => Asked): void =>
      answer.end((text) => {
        if (!isCurrent()) return;
        running.current = null;
        setAsked(ended(text));
      });
    setAsked({ phase: 'answering', text: [] });
    const job = bridge.startJob('ask', { prompt, model }, ({ text }) => answer.add(text));
    running.current = job;
    job.done.then(
      (report) => end((text) => ({ phase: 'answered', text, report })),
      (thrown: unknown) => {
        const failure = toFailure(thrown);
        end((text) =>
          failure.code === 'cancelled' ? { phase: 'stopped', text } : { phase: 'failed', text, failure },
        );
      },
    );
  }, []);
  const stop = useCallback(() => running.current?.cancel(), []);
  return { asked, send, stop };
}

function after(delayMs: number, callback: () => void): () => void {
  const timer = window.setTimeout(callback, delayMs);
  return () => window.clearTimeout(timer);
}
