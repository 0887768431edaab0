/**
 * The connections of DB-GPT's client: HTTP/1.1, kept alive, 5 s to connect and 600 s between two bytes (the defaults of
 * OpenAI's Python client, which DB-GPT never changes). The limits run on the clock that is handed in.
 */
import { Agent, request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Clock } from '../../shared/ports.ts';
import type { Reply } from './http-client.ts';

export const connectMs = 5_000;
export const readMs = 600_000;

export interface WireRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: object;
}

/** No answer came: `httpx.ConnectError`, `RemoteProtocolError` and their kin, or one of its timeouts. */
export class WireTrouble extends Error {
  readonly isTimeout: boolean;
  constructor(isTimeout: boolean) {
    super(isTimeout ? 'Request timed out.' : 'Connection error.');
    this.isTimeout = isTimeout;
  }
}

export interface Wire {
  /**
   * Resolves at the answer's end, clean or not: `isComplete` says which. Rejects with `WireTrouble` where no headers came.
   */
  send(request: WireRequest): Promise<Reply>;
  close(): void;
}

export function createWire(clock: Pick<Clock, 'after'>): Wire {
  const agent = new Agent({ keepAlive: true });
  return {
    send: (one) => exchange(one, agent, clock),
    close: () => agent.destroy(),
  };
}

function exchange(
  { url, headers, body }: WireRequest,
  agent: Agent,
  clock: Pick<Clock, 'after'>,
): Promise<Reply> {
  const bytes = Buffer.from(JSON.stringify(body));
  const req = request(url, {
    method: 'POST',
    agent,
    headers: { ...headers, 'content-length': String(bytes.length) },
  });
  const limit = createLimit(clock, () => req.destroy(new WireTrouble(true)));
  limitConnecting(req, limit);
  return new Promise((resolve, reject) => {
    req.on('error', (error) => {
      limit.stop();
      reject(error instanceof WireTrouble ? error : new WireTrouble(false));
    });
    req.on('response', (res) => collect(res, limit, resolve));
    req.end(bytes);
  });
}

interface Limit {
  start(ms: number): void;
  stop(): void;
}

function createLimit(clock: Pick<Clock, 'after'>, onOver: () => void): Limit {
  let cancel = (): void => undefined;
  return {
    start(ms) {
      cancel();
      cancel = clock.after(ms, onOver);
    },
    stop: () => cancel(),
  };
}

function limitConnecting(req: ClientRequest, limit: Limit): void {
  req.on('socket', (socket) => {
    if (!socket.connecting) {
      limit.start(readMs);
      return;
    }
    limit.start(connectMs);
    socket.once('connect', () => limit.start(readMs));
  });
}

function collect(res: IncomingMessage, limit: Limit, resolve: (reply: Reply) => void): void {
  const pieces: Buffer[] = [];
  limit.start(readMs);
  res.on('data', (piece: Buffer) => {
    pieces.push(piece);
    limit.start(readMs);
  });
  res.on('error', () => undefined);
  res.on('close', () => {
    limit.stop();
    const { headers, rawHeaders, complete: isComplete } = res;
    const bytes = Buffer.concat(pieces);
    const status = res.statusCode ?? 0;
    resolve({ status, headers, rawHeaders, bytes, text: bytes.toString(), isComplete });
  });
}
