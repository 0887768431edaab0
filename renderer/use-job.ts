import { useCallback, useEffect, useRef, useState } from 'react';
import type { JobEvent, JobInput, JobName, JobResult } from '../shared/api.ts';
import { bridge } from './bridge.ts';
import { toFailure } from './failure.ts';
import type { JobEnd, RunningJob } from './window-bridge.ts';

export interface Job<Name extends JobName> {
  isRunning: boolean;
  /** Ends the run before it, whose events and end are then dropped. */
  start: (input: JobInput<Name>) => void;
  /** The end is told once the core has let go. */
  stop: () => void;
}

interface JobListener<Name extends JobName> {
  onEvent: (event: JobEvent<Name>) => void;
  onEnd: (end: JobEnd<JobResult<Name>>) => void;
}

/** A job of the core's behind a part of the page, which ends it by going away. */
export function useJob<Name extends JobName>(name: Name, listener: JobListener<Name>): Job<Name> {
  const [isRunning, setRunning] = useState(false);
  const running = useRef<RunningJob<JobResult<Name>> | null>(null);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(
    () => () => {
      running.current?.cancel();
      running.current = null;
    },
    [],
  );
  const start = useCallback(
    (input: JobInput<Name>) => {
      running.current?.cancel();
      const job = bridge.startJob(name, input, (event) => {
        if (running.current === job) latest.current.onEvent(event);
      });
      running.current = job;
      setRunning(true);
      const end = (how: JobEnd<JobResult<Name>>): void => {
        if (running.current !== job) return;
        running.current = null;
        setRunning(false);
        latest.current.onEnd(how);
      };
      job.done.then(
        (result) => end({ as: 'done', result }),
        (thrown: unknown) => {
          const failure = toFailure(thrown);
          end(failure.code === 'cancelled' ? { as: 'stopped' } : { as: 'failed', failure });
        },
      );
    },
    [name],
  );
  const stop = useCallback(() => running.current?.cancel(), []);
  return { isRunning, start, stop };
}
