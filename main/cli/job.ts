import type { JobEvent, JobInput, JobName, JobResult } from '../../shared/api.ts';
import type { CliEnvironment } from './environment.ts';
import { exitCodes } from './failure.ts';
import type { Asked } from './runner.ts';

/** Runs a job of the core to its end, or until this process is told to stop: then it fails as `cancelled`. */
export function runJob<Name extends JobName>(
  { connection }: Asked,
  environment: CliEnvironment,
  name: Name,
  input: JobInput<Name>,
  onEvent: (event: JobEvent<Name>) => void,
): Promise<JobResult<Name>> {
  const aborter = new AbortController();
  const abort = (): void => aborter.abort();
  environment.untilTold(exitCodes.no).then(abort, abort);
  return connection.runJob(name, input, { onEvent, signal: aborter.signal });
}
