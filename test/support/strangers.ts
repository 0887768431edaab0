/** Listeners that are no model servers, each in a way of its own, and a gauge of how many connections are open at once. */
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createCounters } from './counters.ts';
import type { Awaitable } from './counters.ts';

export type StrangerKind =
  /** An application server's 404 page to everything. */
  | 'tomcat'
  /** Another program's JSON behind 200, to everything. */
  | 'any-json'
  /** Takes the connection and never says a word. */
  | 'silent'
  /** Bytes that are no HTTP. */
  | 'garbage'
  /** An answer without end, as fast as it is read. */
  | 'endless'
  /** Takes the connection and closes it. */
  | 'closes';

export interface Stranger extends Pick<Awaitable<StrangerCounter>, 'waitFor' | 'waitUntil'> {
  readonly port: number;
  readonly counters: Readonly<Record<StrangerCounter, number>>;
  close(): Promise<void>;
}

const counterNames = ['connections', 'requests', 'closed', 'bytesSent'] as const;
type StrangerCounter = (typeof counterNames)[number];

type Meet = (socket: Socket, sent: (bytes: number) => void) => void;

export async function startStranger(
  kind: StrangerKind,
  { gauge, port = 0 }: { gauge?: ConnectionGauge; port?: number } = {},
): Promise<Stranger> {
  const { counts, add, waitFor, waitUntil } = createCounters(counterNames);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    gauge?.enter(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      add('closed');
    });
    socket.on('data', () => add('requests'));
    add('connections');
    manners[kind](socket, (bytes) => add('bytesSent', bytes));
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    counters: counts,
    waitFor,
    waitUntil,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const notFound =
  '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title></head></html>';

const manners: Readonly<Record<StrangerKind, Meet>> = {
  tomcat: (socket) => answerEach(socket, '404 ', 'text/html;charset=utf-8', notFound),
  'any-json': (socket) => answerEach(socket, '200 OK', 'application/json', '{"status":"UP","data":null}'),
  silent: () => undefined,
  garbage: (socket) => void socket.end(Buffer.from('ff00000000000000017f0300000000000a', 'hex')),
  closes: (socket) => void socket.end(),
  endless(socket, sent) {
    const chunk = `${(64 * 1024).toString(16)}\r\n${' '.repeat(64 * 1024)}\r\n`;
    const pour = (): void => {
      while (!socket.destroyed) {
        sent(chunk.length);
        if (!socket.write(chunk)) return;
      }
    };
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.on('drain', pour);
      pour();
    });
  },
};

function answerEach(socket: Socket, status: string, type: string, body: string): void {
  socket.on('data', () => {
    const head = [
      `HTTP/1.1 ${status}`,
      `Content-Type: ${type}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** How many connections are open, at any of the servers that it is given to, and how many were at most. */
export interface ConnectionGauge {
  enter(socket: Socket): void;
  readonly open: number;
  readonly peak: number;
}

export function createConnectionGauge(): ConnectionGauge {
  const inside = new Set<Socket>();
  let peak = 0;
  return {
    enter(socket) {
      inside.add(socket);
      // The other side's end, where it comes before the close.
      for (const event of ['end', 'close']) socket.once(event, () => inside.delete(socket));
      // Counted when this turn is over: an end that came before this connection may be heard after it.
      setImmediate(() => (peak = Math.max(peak, inside.size)));
    },
    get open() {
      return inside.size;
    },
    get peak() {
      return peak;
    },
  };
}
