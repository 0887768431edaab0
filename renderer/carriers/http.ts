/**
 * The window's bridge over the panel's loopback HTTP. The token travels as a Bearer header only. Calls and jobs fail
 * at once when the connection is gone; feeds are opened again, waiting longer each time.
 */
import type {
  ApiFailure,
  CallInput,
  CallName,
  CallResult,
  FeedEvents,
  FeedName,
  JobEvent,
  JobName,
  JobResult,
} from '../../shared/api.ts';
import type { Connection, RunningJob, WindowBridge } from '../window-bridge.ts';
import type { Failure } from '../failure.ts';
import { createFailure, isFailure } from '../failure.ts';
import { readLines } from '../ndjson.ts';

const firstWaitMs = 300;
const longestWaitMs = 5000;

export interface HttpBridgeOptions {
  token: string | null;
  fetch?: typeof fetch;
  /** Resolves after `ms`. */
  wait?: (ms: number) => Promise<void>;
}

export function createHttpBridge(options: HttpBridgeOptions): WindowBridge {
  const send = createSend(options);
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  return {
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const response = await send(`./api/call/${name}`, { method: 'POST', body: JSON.stringify(input) });
      const answer: unknown = await response.json().catch(() => null);
      return resultOf(answer) as CallResult<Name>;
    },
    startJob(name, input, onEvent) {
      const aborter = new AbortController();
      const init = { method: 'POST', body: JSON.stringify(input), signal: aborter.signal };
      const done = runJob(send(`./api/job/${name}`, init), name, onEvent).catch((thrown: unknown) => {
        throw aborter.signal.aborted ? createFailure('cancelled') : asLost(thrown);
      });
      return { done, cancel: () => aborter.abort() } satisfies RunningJob<JobResult<typeof name>>;
    },
    subscribe(feed, listener, onConnection) {
      const aborter = new AbortController();
      keepFeed({ send, wait, feed, listener, onConnection, signal: aborter.signal }).catch(() => undefined);
      return () => aborter.abort();
    },
    onOpenPage: () => () => undefined,
  };
}

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Rejects with a `Failure` on anything but 2xx. */
function createSend({ token, fetch: send = (input, init) => fetch(input, init) }: HttpBridgeOptions): Send {
  return async (path, init) => {
    if (token === null) throw createFailure('not_authorized');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await send(path, { ...init, headers }).catch((thrown: unknown) => {
      throw asLost(thrown);
    });
    if (response.ok) return response;
    throw await failureOf(response);
  };
}

async function failureOf(response: Response): Promise<Failure> {
  if (response.status === 401) return createFailure('not_authorized');
  const body: unknown = await response.json().catch(() => null);
  return isApiFailure(body)
    ? createFailure(body.error.code, body.error.message)
    : createFailure('internal', `HTTP ${response.status}`);
}

async function runJob<Name extends JobName>(
  opening: Promise<Response>,
  name: Name,
  onEvent: (event: JobEvent<Name>) => void,
): Promise<JobResult<Name>> {
  const { body } = await opening;
  if (body === null) throw createFailure('connection_lost');
  for await (const line of readLines(body)) {
    if (hasKey(line, 'event')) onEvent(line.event as JobEvent<Name>);
    else return resultOf(line) as JobResult<Name>;
  }
  throw createFailure('connection_lost', name);
}

interface FeedRun<Name extends FeedName> {
  send: Send;
  wait: (ms: number) => Promise<void>;
  feed: Name;
  listener: (event: FeedEvents[Name]) => void;
  onConnection: (connection: Connection) => void;
  signal: AbortSignal;
}

const isOver = (run: { signal: AbortSignal }): boolean => run.signal.aborted;

async function keepFeed<Name extends FeedName>(run: FeedRun<Name>): Promise<void> {
  let waitMs = firstWaitMs;
  run.onConnection('connecting');
  while (!isOver(run)) {
    try {
      await readFeed(run, () => (waitMs = firstWaitMs));
    } catch (thrown) {
      if (isOver(run)) return;
      if (isFailure(thrown) && thrown.code === 'not_authorized') {
        run.onConnection('unauthorized');
        return;
      }
    }
    if (isOver(run)) return;
    run.onConnection('lost');
    await run.wait(waitMs);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

async function readFeed<Name extends FeedName>(run: FeedRun<Name>, onAlive: () => void): Promise<void> {
  const { body } = await run.send(`./api/feed/${run.feed}`, { signal: run.signal });
  if (body === null) return;
  for await (const line of readLines(body)) {
    if (isOver(run)) return;
    onAlive();
    run.onConnection('live');
    run.listener(line as FeedEvents[Name]);
  }
}

/** The core's own answer, typed by whoever asked: both ends are built from the same list. */
function resultOf(answer: unknown): unknown {
  if (isApiFailure(answer)) throw createFailure(answer.error.code, answer.error.message);
  if (hasKey(answer, 'result')) return answer.result;
  throw createFailure('connection_lost');
}

function asLost(thrown: unknown): Failure {
  return isFailure(thrown) ? thrown : createFailure('connection_lost');
}

function hasKey<Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

function isApiFailure(value: unknown): value is ApiFailure {
  return hasKey(value, 'error') && hasKey(value.error, 'code') && hasKey(value.error, 'message');
}
