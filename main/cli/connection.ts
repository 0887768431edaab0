import type { CallInput, CallName, CallResult, JobInput, JobName, JobResult } from '../../shared/api.ts';
import { toError } from '../../shared/errors.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { Instance } from '../../shared/instance.ts';
import type { Core } from '../core.ts';
import type { CliEnvironment } from './environment.ts';
import { createCommandFailure, isCommandFailure } from './failure.ts';
import type { CommandFailure } from './failure.ts';
import { callOffline, checkInput, runJobOffline } from './offline-core.ts';
import { findRunningCore } from './running-core.ts';
import type { JobRun, RunningCore } from './running-core.ts';

/** A core to ask: the running one, or one opened for this command. */
export interface Connection {
  /** Null where no core runs. */
  running: Instance | null;
  locale: Locale;
  /** Rejects with a `CommandFailure`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /**
   * Has no limit in time. Rejects with a `CommandFailure`: `cancelled` as soon as its signal is aborted,
   * `connection_lost` where the running core goes away.
   */
  runJob<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    run: JobRun<Name>,
  ): Promise<JobResult<Name>>;
  /** Throws a `CommandFailure` for an input that the call would refuse. */
  check(name: CallName, input: unknown): void;
  close(): Promise<void>;
}

export async function connect(environment: CliEnvironment, dataDir: string): Promise<Connection> {
  const running = await findRunningCore(dataDir);
  if (running === null) return connectOffline(await environment.openCore(dataDir));
  const { locale } = await running.call('getState', {});
  return connectRunning(running, locale);
}

function connectRunning(core: RunningCore, locale: Locale): Connection {
  const { pid } = core.instance;
  const t = createTranslate(locale);
  const failed = (thrown: unknown, code: string, text: (reason: string) => string): CommandFailure =>
    isCommandFailure(thrown) ? thrown : createCommandFailure(code, text(toError(thrown).message));
  return {
    running: core.instance,
    locale,
    call: (name, input) =>
      core.call(name, input).catch((thrown: unknown) => {
        throw failed(thrown, 'internal', (reason) => t('cli.noAnswer', { pid, reason }));
      }),
    runJob: (name, input, run) =>
      core.runJob(name, input, run).catch((thrown: unknown) => {
        if (run.signal.aborted) throw cancelled(locale);
        throw failed(thrown, 'connection_lost', (reason) => t('cli.lost', { pid, reason }));
      }),
    check: (name, input) => checkInput(name, input, locale),
    close: () => Promise.resolve(),
  };
}

function connectOffline(core: Core): Connection {
  const { locale } = core.state();
  return {
    running: null,
    locale,
    call: (name, input) => callOffline(core, name, input),
    runJob: (name, input, run) =>
      runJobOffline(core, name, input, run).catch((thrown: unknown) => {
        throw run.signal.aborted ? cancelled(locale) : thrown;
      }),
    check: (name, input) => checkInput(name, input, core.state().locale),
    close: () => core.stop(0),
  };
}

function cancelled(locale: Locale): CommandFailure {
  return createCommandFailure('cancelled', createTranslate(locale)('cli.cancelled'));
}
