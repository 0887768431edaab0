import { useState } from 'react';
import type { JobInput } from '../../../shared/api.ts';
import type { CheckId, CheckResult, ConformanceReport } from '../../../shared/conformance.ts';
import type { Failure } from '../../failure.ts';
import { useJob } from '../../use-job.ts';

export interface Run {
  phase: 'none' | 'running' | 'stopped' | 'failed' | 'done';
  /** The check that runs now, and how far the whole is. */
  at: { id: CheckId; done: number; of: number } | null;
  /** In the order in which they came. */
  results: readonly CheckResult[];
  report: ConformanceReport | null;
  failure: Failure | null;
}

export interface Check {
  run: Run;
  start: (input: JobInput<'check'>) => void;
  stop: () => void;
  /** Back to before the run. */
  clear: () => void;
}

const none: Run = { phase: 'none', at: null, results: [], report: null, failure: null };

/** One run of the API check; going away ends it. It never starts by itself. */
export function useCheck(): Check {
  const [run, setRun] = useState(none);
  const job = useJob('check', {
    onEvent: (event) =>
      setRun((now) =>
        event.type === 'running'
          ? { ...now, at: { id: event.id, done: event.done, of: event.of } }
          : { ...now, results: [...now.results, event.result] },
      ),
    onEnd: (end) =>
      setRun((now) => {
        if (end.as === 'failed') return { ...now, phase: 'failed', failure: end.failure };
        if (end.as === 'stopped') return { ...now, phase: 'stopped' };
        return { ...now, phase: 'done', report: end.result };
      }),
  });
  return {
    run,
    start: (input) => {
      setRun({ ...none, phase: 'running' });
      job.start(input);
    },
    stop: job.stop,
    clear: () => setRun(none),
  };
}
