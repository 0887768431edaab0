/**
 * The plainest HTTP client for tests: a connection of its own per request, no redirect, no decoding, nothing added that the
 * test did not ask for.
 */
import { request } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface SendOptions {
  port: number;
  host?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  /** A string goes as it is, an object as JSON, pieces go chunked. */
  body?: string | object | Buffer[];
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  bytes: Buffer;
  text: string;
  /** False where the connection broke before the end. */
  isComplete: boolean;
}

export interface OpenReply {
  status: number;
  headers: IncomingHttpHeaders;
  /** What came so far. */
  received(): Buffer;
  /** Resolves with all that came once it holds `text`. */
  waitForText(text: string): Promise<string>;
  /** Resolves at the end, clean or not. */
  done: Promise<Reply>;
  abort(): void;
}

export interface PendingReply {
  /** Rejects where no answer came at all. */
  answered: Promise<OpenReply>;
  abort(): void;
}

/** Sends and waits for the whole answer. */
export async function send(options: SendOptions): Promise<Reply> {
  const open = await start(options).answered;
  return open.done;
}

/** Sends and resolves once headers came. */
export function open(options: SendOptions): Promise<OpenReply> {
  return start(options).answered;
}

/** Sends, and leaves even the waiting for headers to the caller. */
export function start(options: SendOptions): PendingReply {
  const req = openRequest(options);
  const answered = new Promise<OpenReply>((resolve, reject) => {
    req.on('response', (res) => resolve(openReply(res, req)));
    req.on('error', reject);
  });
  // An abort before the headers rejects; whoever waits still sees it.
  answered.catch(() => undefined);
  sendBody(req, options.body);
  return { answered, abort: () => void req.destroy() };
}

function openRequest({
  port,
  host = '127.0.0.1',
  path = '/',
  headers = {},
  ...rest
}: SendOptions): ClientRequest {
  const hasBody = rest.body !== undefined;
  const method = rest.method ?? (hasBody ? 'POST' : 'GET');
  const json = hasBody ? { 'content-type': 'application/json' } : {};
  return request({ host, port, path, method, headers: { ...json, ...headers }, agent: false });
}

function sendBody(req: ClientRequest, body: SendOptions['body']): void {
  if (Array.isArray(body)) {
    for (const piece of body) req.write(piece);
    req.end();
    return;
  }
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  // Node sends the head of such a request at once; the body waits for the word.
  if (req.getHeader('expect') === '100-continue') {
    req.on('continue', () => req.end(text));
    return;
  }
  req.end(text);
}

function openReply(res: IncomingMessage, req: ClientRequest): OpenReply {
  const pieces: Buffer[] = [];
  const watchers = new Set<() => void>();
  const received = (): Buffer => Buffer.concat(pieces);
  res.on('data', (piece: Buffer) => {
    pieces.push(piece);
    for (const watcher of [...watchers]) watcher();
  });
  res.on('error', () => undefined);
  const done = new Promise<Reply>((resolve) => {
    res.on('close', () => {
      for (const watcher of [...watchers]) watcher();
      const { headers, rawHeaders, complete: isComplete } = res;
      const bytes = received();
      resolve({
        status: res.statusCode ?? 0,
        headers,
        rawHeaders,
        bytes,
        text: bytes.toString(),
        isComplete,
      });
    });
  });
  return {
    status: res.statusCode ?? 0,
    headers: res.headers,
    received,
    waitForText: (text) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const all = received().toString();
          const hasIt = all.includes(text);
          if (!hasIt && !res.closed) return;
          watchers.delete(watch);
          if (hasIt) resolve(all);
          else reject(new Error(`the answer ended without ${JSON.stringify(text)}: ${all}`));
        };
        watchers.add(watch);
        watch();
      }),
    done,
    abort: () => void req.destroy(),
  };
}

/** The body as an object; fails where it is none. */
export function jsonOf(reply: Reply): Record<string, unknown> {
  const value: unknown = JSON.parse(reply.text);
  if (typeof value !== 'object' || value === null) throw new Error(`not an object: ${reply.text}`);
  return value as Record<string, unknown>;
}

export interface ErrorBody {
  error: { message: string; type: string; param: unknown; code: string };
  src: string;
}

/** The body as our error shape; fails where it is none. */
export function errorOf(reply: Reply): ErrorBody {
  const { error, src } = jsonOf(reply);
  if (typeof error !== 'object' || error === null) throw new Error(`no error object: ${reply.text}`);
  return { error: error as ErrorBody['error'], src: String(src) };
}

/** The `data:` of each event, in order; comments are left out. */
export function eventsOf(text: string): string[] {
  return text
    .split(/\r?\n\r?\n/)
    .flatMap((block) => block.split(/\r?\n/).filter((line) => line.startsWith('data:')))
    .map((line) => line.slice('data:'.length).trim());
}

/** The text that a chat stream adds up to. */
export function streamedText(text: string): string {
  return eventsOf(text)
    .filter((data) => data !== '[DONE]')
    .map((data) => {
      const event = JSON.parse(data) as { choices?: { delta?: { content?: string | null } }[] };
      return event.choices?.[0]?.delta?.content ?? '';
    })
    .join('');
}
