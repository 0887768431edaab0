/** A job of the core's whose every step the test gives: nothing happens that it did not say. */
import type { JobContext, JobEvent, JobName, JobParsed, JobResult } from '../../../shared/api.ts';
import { createCounters } from '../../support/counters.ts';

export interface ScriptedJob<Name extends JobName> {
  /** What the fake core answers with. */
  run: (input: JobParsed<Name>, context: JobContext<JobEvent<Name>>) => Promise<JobResult<Name>>;
  /** What each run was asked, oldest first. */
  inputs: JobParsed<Name>[];
  /** Resolves once the `count`-th run has begun. */
  begun(count?: number): Promise<void>;
  /** Resolves once the `count`-th run was cancelled by whoever asked for it. */
  cancelled(count?: number): Promise<void>;
  /** To the newest run. */
  emit(...events: JobEvent<Name>[]): void;
  finish(result: JobResult<Name>): void;
  fail(error: Error): void;
}

interface Running<Name extends JobName> {
  context: JobContext<JobEvent<Name>>;
  resolve: (result: JobResult<Name>) => void;
  reject: (error: Error) => void;
}

export function createScriptedJob<Name extends JobName>(): ScriptedJob<Name> {
  const counters = createCounters(['begun', 'cancelled']);
  const inputs: JobParsed<Name>[] = [];
  let running: Running<Name> | null = null;
  const newest = (): Running<Name> => {
    if (running === null) throw new Error('the job was not started yet');
    return running;
  };
  return {
    inputs,
    run: (input, context) =>
      new Promise((resolve, reject) => {
        inputs.push(input);
        running = { context, resolve, reject };
        context.signal.addEventListener('abort', () => {
          counters.add('cancelled');
          reject(new Error('cancelled'));
        });
        counters.add('begun');
      }),
    begun: (count = 1) => counters.waitFor('begun', count),
    cancelled: (count = 1) => counters.waitFor('cancelled', count),
    emit: (...events) => {
      for (const event of events) newest().context.emit(event);
    },
    finish: (result) => newest().resolve(result),
    fail: (error) => newest().reject(error),
  };
}
