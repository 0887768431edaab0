import { useCallback, useEffect, useRef, useState } from 'react';
import type { AskReport } from '../../../shared/api.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';
import type { RunningJob } from '../../window-bridge.ts';
import { grown } from './growing-text.ts';
import type { GrowingText } from './growing-text.ts';

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

/** Pieces that come within this time are shown together. */
const showEveryMs = 50;

/** One question through the real proxy, streamed; leaving the page ends it. */
export function useAsk(): Ask {
  const [asked, setAsked] = useState<Asked>({ phase: 'idle' });
  const running = useRef<RunningJob<AskReport> | null>(null);
  useEffect(() => () => running.current?.cancel(), []);
  const send = useCallback((prompt: string, model = 'active') => {
    running.current?.cancel();
    let text: GrowingText = [];
    let timer: number | undefined;
    setAsked({ phase: 'answering', text });
    const job = bridge.startJob('ask', { prompt, model }, (event) => {
      text = grown(text, event.text);
      timer ??= window.setTimeout(() => {
        timer = undefined;
        if (running.current === job) setAsked({ phase: 'answering', text });
      }, showEveryMs);
    });
    running.current = job;
    const end = (next: () => Asked): void => {
      window.clearTimeout(timer);
      if (running.current !== job) return;
      running.current = null;
      setAsked(next());
    };
    job.done.then(
      (report) => end(() => ({ phase: 'answered', text, report })),
      (thrown: unknown) => {
        const failure = toFailure(thrown);
        end(() =>
          failure.code === 'cancelled' ? { phase: 'stopped', text } : { phase: 'failed', text, failure },
        );
      },
    );
  }, []);
  const stop = useCallback(() => running.current?.cancel(), []);
  return { asked, send, stop };
}
