import type { Location } from '../../shared/location.ts';
import type { AbortSignalLike } from '../../shared/api.ts';
import type { Clock } from '../../shared/ports.ts';
import { AnswerLimitError } from './net-errors.ts';
import type { Net, Purpose, ResponseController, ResponseHandler } from './net.ts';

export interface TextRequest {
  purpose: Purpose;
  /** The whole address. */
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: string[];
  body?: string;
  reach: Location;
  /** For the whole answer. */
  timeoutMs: number;
  /** What `timeoutMs` runs on; the system's timers unless told. */
  clock?: Pick<Clock, 'after'>;
  /** 4 MiB unless told. */
  maxBytes?: number;
  signal?: AbortSignalLike;
}

export interface TextAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

/**
 * One small answer as text, any status; redirects are answers. Rejects with the connection's error, with
 * AnswerLimitError past `timeoutMs` or `maxBytes`, or with an `AbortError` by `signal`.
 */
export function requestText(net: Net, request: TextRequest): Promise<TextAnswer> {
  const url = new URL(request.url);
  return new Promise((resolve, reject) => {
    const gathering = gather(request, resolve, reject);
    net.dispatch(
      {
        purpose: request.purpose,
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method ?? 'GET',
        headers: ['accept', 'application/json', 'accept-encoding', 'identity', ...(request.headers ?? [])],
        body: request.body === undefined ? null : Buffer.from(request.body),
        reach: request.reach,
      },
      gathering,
    );
  });
}

function gather(
  { timeoutMs, clock = systemTimers, maxBytes = 4 * 1024 * 1024, signal, url }: TextRequest,
  resolve: (answer: TextAnswer) => void,
  reject: (error: Error) => void,
): ResponseHandler {
  let controller: ResponseController | null = null;
  let stopped: Error | null = null;
  let size = 0;
  const chunks: Buffer[] = [];
  const answer = { status: 0, headers: {} as TextAnswer['headers'] };

  const stop = (error: Error): void => {
    if (stopped !== null) return;
    stopped = error;
    controller?.abort(error);
    finish();
    reject(error);
  };
  const onAbort = (): void => stop(Object.assign(new Error('cancelled'), { name: 'AbortError' }));
  const cancelTimer = clock.after(timeoutMs, () => {
    stop(new AnswerLimitError('MODELTRAY_TIMEOUT', `no answer from ${url} within ${timeoutMs} ms`));
  });
  const finish = (): void => {
    cancelTimer();
    signal?.removeEventListener('abort', onAbort);
  };
  if (signal?.aborted === true) queueMicrotask(onAbort);
  else signal?.addEventListener('abort', onAbort, { once: true });

  return {
    onRequestStart(started) {
      controller = started;
      if (stopped !== null) started.abort(stopped);
    },
    onResponseStart(_controller, status, headers) {
      answer.status = status;
      answer.headers = headers;
    },
    onResponseData(_controller, chunk) {
      size += chunk.length;
      if (size > maxBytes)
        stop(new AnswerLimitError('MODELTRAY_TOO_LARGE', `${url} sends more than ${maxBytes} bytes`));
      else chunks.push(chunk);
    },
    onResponseEnd() {
      finish();
      resolve({ ...answer, text: Buffer.concat(chunks).toString('utf8') });
    },
    onResponseError(_controller, error) {
      finish();
      reject(stopped ?? error);
    },
  };
}

const systemTimers: Pick<Clock, 'after'> = {
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
