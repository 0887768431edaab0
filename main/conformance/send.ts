/**
 * Sends one request of a check and records what comes back, with the time of each chunk. Everything has a limit on the
 * injected clock: silence, the whole time, and bytes. Leaving, by us or by the user, destroys the socket at once.
 */
import { StringDecoder } from 'node:string_decoder';
import type { AbortSignalLike } from '../../shared/api.ts';
import type { Location } from '../../shared/location.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Net, ResponseController, ResponseHandler } from '../net/net.ts';
import { errorCode } from '../net/net-errors.ts';
import type { CheckRequest, Chunk, Ending, Exchange } from './exchange.ts';
import { readEvent } from './read-chat.ts';
import { createSseParser } from './sse.ts';

export interface SendOptions {
  net: Net;
  clock: Clock;
  origin: string;
  /** The whole path. */
  path: string;
  reach: Location;
  key: string | null;
  /** Milliseconds without a byte: before the first one of the body, and between any two after it. */
  patience: { firstByteMs: number; silenceMs: number };
  signal: AbortSignalLike;
}

const keptBytes = 512 * 1024;
/** A stream that drips for ever is left after its patience and this. */
const longestAnswerMs = 300_000;

/** Rejects with an `AbortError` by `signal`; whatever else goes wrong is part of the record. */
export function send(request: CheckRequest, options: SendOptions): Promise<Exchange> {
  const { net, origin, path, reach, signal } = options;
  return new Promise((resolve, reject) => {
    const recording = record(request, options, resolve, reject);
    if (signal.aborted) return;
    net.dispatch(
      {
        purpose: 'check',
        origin,
        path,
        method: request.method,
        headers: headersOf(request, options.key),
        body: request.body === null ? null : Buffer.from(request.body),
        reach,
      },
      recording,
    );
  });
}

/** DB-GPT asks for JSON when it streams, too. Compressed answers could not be timed. */
function headersOf({ body }: CheckRequest, key: string | null): string[] {
  return [
    ...['accept', 'application/json', 'accept-encoding', 'identity', 'user-agent', 'ModelTray'],
    ...(body === null ? [] : ['content-type', 'application/json']),
    ...(key === null ? [] : ['authorization', `Bearer ${key}`]),
  ];
}

export function cancelled(): Error {
  return Object.assign(new Error('cancelled'), { name: 'AbortError' });
}

function record(
  request: CheckRequest,
  { clock, patience, signal }: SendOptions,
  resolve: (exchange: Exchange) => void,
  reject: (error: Error) => void,
): ResponseHandler {
  const sentAtMs = clock.monotonicMs();
  const chunks: Chunk[] = [];
  let size = 0;
  let status: number | null = null;
  let headers: Exchange['headers'] = {};
  let controller: ResponseController | null = null;
  let isOver = false;
  let stopSilence: () => void = () => undefined;
  const hasSeenEnough = countTexts(request.closeAfter);

  const leave = (): void => {
    isOver = true;
    stopSilence();
    stopWhole();
    signal.removeEventListener('abort', onAbort);
    controller?.abort(cancelled());
  };
  const finish = (ending: Ending, error = ''): void => {
    if (isOver) return;
    const tookMs = clock.monotonicMs() - sentAtMs;
    const isOurs = ending !== 'whole' && ending !== 'broken' && ending !== 'no-answer';
    if (!isOurs) controller = null;
    leave();
    resolve({ request, sentAtMs, status, headers, chunks, ending, error, tookMs });
  };
  const onAbort = (): void => {
    if (isOver) return;
    leave();
    reject(cancelled());
  };
  const waitFor = (limitMs: number): void => {
    stopSilence();
    stopSilence = clock.after(limitMs, () => finish('silent'));
  };
  const firstByteMs = patience.firstByteMs + request.extraPatienceMs;
  const stopWhole = clock.after(firstByteMs + longestAnswerMs, () => finish('silent'));
  waitFor(firstByteMs);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });

  return {
    onRequestStart(started) {
      if (isOver) started.abort(cancelled());
      else controller = started;
    },
    onResponseStart(_controller, code, received) {
      if (code < 200) return;
      status = code;
      headers = flat(received);
    },
    onResponseData(_controller, bytes) {
      if (isOver) return;
      const chunk = { atMs: clock.monotonicMs() - sentAtMs, bytes };
      chunks.push(chunk);
      size += bytes.length;
      if (size > keptBytes) finish('too-large');
      else if (hasSeenEnough(chunk)) finish('closed');
      else waitFor(patience.silenceMs);
    },
    onResponseEnd: () => finish('whole'),
    onResponseError: (_controller, error) =>
      finish(status === null ? 'no-answer' : 'broken', errorCode(error)),
  };
}

/** Counts events with text as they come, and is true once there are `limit` of them. */
function countTexts(limit: number | null): (chunk: Chunk) => boolean {
  if (limit === null) return () => false;
  let texts = 0;
  const decoder = new StringDecoder('utf8');
  const parser = createSseParser((event) => {
    if (readEvent(event).pieces.length > 0) texts += 1;
  });
  return ({ bytes, atMs }) => {
    parser.push(decoder.write(bytes), atMs);
    return texts >= limit;
  };
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
