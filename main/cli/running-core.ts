/** The core that runs on a data folder, found by its `instance.json` and asked over its control connection. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  CallInput,
  CallName,
  CallResult,
  JobEvent,
  JobInput,
  JobName,
  JobResult,
} from '../../shared/api.ts';
import { instanceFileName, instanceSchema } from '../../shared/instance.ts';
import type { Instance } from '../../shared/instance.ts';
import { askControl, controlPort, streamControl } from './control.ts';
import { createCommandFailure, isFailureBody } from './failure.ts';
import { isProcessAlive } from './process-alive.ts';

const lookMs = 3000;
/** A server that is added is looked at first, which has limits of its own far below this. */
const callMs = 60_000;

/** How a job is followed. */
export interface JobRun<Name extends JobName> {
  onEvent(event: JobEvent<Name>): void;
  /** Aborted: the core is told to stop the job, and it rejects. */
  signal: AbortSignal;
}

export interface RunningCore {
  instance: Instance;
  /** Rejects with a `CommandFailure` in the running core's language. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
  /** The same without a limit in time. Rejects with the connection's error where that is lost. */
  runJob<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    run: JobRun<Name>,
  ): Promise<JobResult<Name>>;
}

/** Null where none runs on `dataDir`: no file, its process gone, or its control does not answer to the token. */
export async function findRunningCore(dataDir: string): Promise<RunningCore | null> {
  const instance = await readInstance(dataDir);
  if (instance === null || !isProcessAlive(instance.pid)) return null;
  const core = connectTo(instance, lookMs);
  const state = await core.call('getState', {}).catch(() => null);
  return state?.pid === instance.pid ? connectTo(instance, callMs) : null;
}

async function readInstance(dataDir: string): Promise<Instance | null> {
  const text = await readFile(join(dataDir, instanceFileName), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const parsed = instanceSchema.safeParse(JSON.parse(text));
    return parsed.success && controlPort(parsed.data) !== null ? parsed.data : null;
  } catch {
    return null;
  }
}

function connectTo(instance: Instance, timeoutMs: number): RunningCore {
  return {
    instance,
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await askControl(instance, { path: `/api/call/${name}`, input, signal });
      return resultOf(answer) as CallResult<Name>;
    },
    async runJob<Name extends JobName>(name: Name, input: JobInput<Name>, { onEvent, signal }: JobRun<Name>) {
      for await (const line of streamControl(instance, { path: `/api/job/${name}`, input, signal })) {
        if (!hasKey(line, 'event')) return resultOf(line) as JobResult<Name>;
        onEvent(line.event as JobEvent<Name>);
      }
      throw new Error('it ended without a result');
    },
  };
}

/** The core's own answer, typed by whoever asked: both ends are built from the same list. */
function resultOf(answer: unknown): unknown {
  if (isFailureBody(answer)) throw createCommandFailure(answer.error.code, answer.error.message);
  if (!hasKey(answer, 'result')) throw createCommandFailure('internal', JSON.stringify(answer));
  return answer.result;
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
