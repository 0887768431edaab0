/**
 * The control connection: how a command talks to the core that runs on a data folder. This is the one place outside the
 * net room that opens an outgoing connection, because it goes to ourselves: to 127.0.0.1 alone, at the port that
 * `instance.json` names, which only this user can read. Nothing else may be asked from here.
 */
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { CallInput, CallName, CallResult } from '../../shared/api.ts';
import { instanceFileName, instanceSchema } from '../../shared/instance.ts';
import type { Instance } from '../../shared/instance.ts';
import { createCommandFailure, isFailureBody } from './failure.ts';

const lookMs = 3000;
/** A server that is added is looked at first, which has limits of its own far below this. */
const callMs = 60_000;
const maxAnswerBytes = 16 * 1024 * 1024;

export interface RunningCore {
  instance: Instance;
  /** Rejects with a `CommandFailure` in the running core's language. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<Name>>;
}

/** Null where none runs on `dataDir`: no file, its process gone, or its control does not answer to the token. */
export async function findRunningCore(dataDir: string): Promise<RunningCore | null> {
  const instance = await readInstance(dataDir);
  if (instance === null || !isAlive(instance.pid)) return null;
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

function controlPort({ control }: Instance): number | null {
  const port = /^http:\/\/127\.0\.0\.1:(\d{1,5})$/.exec(control)?.[1];
  return port === undefined ? null : Number(port);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function connectTo(instance: Instance, timeoutMs: number): RunningCore {
  return {
    instance,
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const answer = await post(instance, `/api/call/${name}`, JSON.stringify(input), timeoutMs);
      if (isFailureBody(answer)) throw createCommandFailure(answer.error.code, answer.error.message);
      if (!hasResult(answer)) throw createCommandFailure('internal', JSON.stringify(answer));
      return answer.result as CallResult<Name>;
    },
  };
}

function hasResult(answer: unknown): answer is { result: unknown } {
  return typeof answer === 'object' && answer !== null && 'result' in answer;
}

function post(instance: Instance, path: string, body: string, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const req = request(
      {
        host: '127.0.0.1',
        port: controlPort(instance),
        method: 'POST',
        path,
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${instance.token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (res) => {
        readJson(res).then(resolve, reject);
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

async function readJson(res: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of res as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxAnswerBytes) throw new Error('the answer is too large');
    pieces.push(piece);
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}
