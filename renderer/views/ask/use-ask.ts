import { useCallback, useEffect, useRef, useState } from 'react';
import type { AskReport } from '../../../shared/api.ts';
import { bridge } from '../../bridge.ts';
import type { Failure } from '../../failure.ts';
import { toFailure } from '../../failure.ts';
import type { RunningJob } from '../../window-bridge.ts';

export type Asked =
  | { phase: 'idle' }
  | { phase: 'answering' | 'stopped'; text: string }
  | { phase: 'answered'; text: string; report: AskReport }
  | { phase: 'failed'; text: string; failure: Failure };

export interface Ask {
  asked: Asked;
  send: (prompt: string, model: string) => void;
  stop: () => void;
}

/** One question through the real proxy, streamed; leaving the page ends it. */
export function useAsk(): Ask {
  const [asked, setAsked] = useState<Asked>({ phase: 'idle' });
  const running = useRef<RunningJob<AskReport> | null>(null);
  useEffect(() => () => running.current?.cancel(), []);
  const send = useCallback((prompt: string, model: string) => {
    running.current?.cancel();
    let text = '';
    setAsked({ phase: 'answering', text });
    const job = bridge.startJob('ask', { prompt, model }, (event) => {
      if (running.current !== job) return;
      text += event.text;
      setAsked({ phase: 'answering', text });
    });
    running.current = job;
    const end = (next: Asked): void => {
      if (running.current !== job) return;
      running.current = null;
      setAsked(next);
    };
    job.done.then(
      (report) => end({ phase: 'answered', text, report }),
      (thrown: unknown) => {
        const failure = toFailure(thrown);
        end(failure.code === 'cancelled' ? { phase: 'stopped', text } : { phase: 'failed', text, failure });
      },
    );
  }, []);
  const stop = useCallback(() => running.current?.cancel(), []);
  return { asked, send, stop };
}
