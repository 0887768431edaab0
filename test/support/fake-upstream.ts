/**
 * A real HTTP server on 127.0.0.1 that speaks one model server's dialect and fails on command. Every answer carries the
 * server's mark, in its text and in the header `x-fake-mark`, so that a test sees who answered.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createCounters } from './counters.ts';
import type { Awaitable } from './counters.ts';
import { dialects } from './dialects/index.ts';
import { buildScript, isGenerationRequest, takesFault } from './fake-answer.ts';
import type { Conduct } from './conduct/conduct.ts';
import { createPace } from './conduct/pace.ts';
import type { FakeClock } from './fake-clock.ts';
import { playScript } from './fake-exchange.ts';
import type { Exchange } from './fake-exchange.ts';
import type { Fault } from './fake-script.ts';
import type { DialectName, FakeModel, RecordedRequest } from './fake-types.ts';
import type { ConnectionGauge } from './strangers.ts';

const counterNames = [
  'connections',
  'requests',
  /** Answers to generations that are being given right now. */
  'open',
  'generations',
  /** Lines in the server's log that say something was asked wrongly. */
  'errorLines',
  /** Models that a request had loaded. */
  'loads',
  /** The other side closed before the answer's end. */
  'aborted',
  'finished',
  'requestsAfterAbort',
  'eventsSent',
  'resets',
  /** Under a conduct: the tokens of prompts and answers. */
  'promptTokens',
  'completionTokens',
  /** Tokens that were generated after their client had left. */
  'unreadTokens',
] as const;
export type CounterName = (typeof counterNames)[number];

export interface FakeUpstreamOptions {
  dialect: DialectName;
  mark: string;
  models?: readonly FakeModel[];
  /** Required as a Bearer token from then on, but on `/health`. */
  key?: string;
  /** The tokens of its answers after the mark. */
  tokens?: readonly string[];
  /** Counts its open connections together with those of others. */
  gauge?: ConnectionGauge;
  /** How it behaves in generations, which then say what they are asked for. */
  conduct?: Conduct;
  /** Is moved on by each token under a conduct, and by a load. */
  clock?: FakeClock;
}

export interface FakeUpstream extends Pick<Awaitable<CounterName>, 'waitFor' | 'waitUntil'> {
  readonly url: string;
  readonly port: number;
  readonly mark: string;
  readonly counters: Readonly<Record<CounterName, number>>;
  readonly requests: readonly RecordedRequest[];
  /** The requests under `/v1` that were POSTed, in order. */
  generations(): readonly RecordedRequest[];
  /** Their answers, in the same order. */
  readonly exchanges: readonly Exchange[];
  setModels(models: readonly FakeModel[]): void;
  setKey(key: string | null): void;
  /** Meets every request from now on; null heals. Settles once a listener is closed or opened again. */
  setFault(fault: Fault | null): Promise<void>;
  /** Meets one request, before the standing fault. */
  queueFault(fault: Fault): void;
  /** Lets one more thing go in each answer that waits. */
  step(count?: number): void;
  release(): void;
  /** Closes the sockets that are open now, as a server does that restarts. */
  dropConnections(): void;
  close(): Promise<void>;
}

export const defaultModels: readonly FakeModel[] = [
  { id: 'tiny:latest' },
  { id: 'tiny-embed', type: 'embedding' },
];
const holding: ReadonlySet<Fault['type']> = new Set(['hang', 'hang-after-headers', 'stall', 'drip']);

/** A cold load takes longer than anything else is waited for. */
const loadMs = 240_000;
export const defaultTokens = [' says', ' hello', ' 你好', '!'] as const;

export async function startFakeUpstream(options: FakeUpstreamOptions): Promise<FakeUpstream> {
  const { mark } = options;
  const dialect = dialects[options.dialect];
  const counting = createCounters(counterNames);
  const requests: RecordedRequest[] = [];
  const exchanges: Exchange[] = [];
  const sockets = new Map<Socket, { number: number; requests: number }>();
  const queued: Fault[] = [];
  const pace = createPace({
    clock: options.clock ?? null,
    onToken(isUnread) {
      counting.add('completionTokens');
      if (isUnread) counting.add('unreadTokens');
    },
  });
  let standing: Fault | null = null;
  let models = options.models ?? defaultModels;
  let key = options.key ?? null;

  function takeFault(request: RecordedRequest): Fault | null {
    const index = queued.findIndex((fault) => takesFault(fault, request));
    if (index >= 0) return queued.splice(index, 1)[0] ?? null;
    return standing !== null && takesFault(standing, request) ? standing : null;
  }

  function countSideEffects({ method, path }: RecordedRequest): void {
    const look = { method, path: path.replace(/\?.*$/, ''), models, body: {} };
    const { errorLines = 0, generations = 0, loads = 0 } = dialect.sideEffects?.(look) ?? {};
    counting.add('errorLines', errorLines);
    counting.add('generations', generations);
    // Under a conduct a generation loads only what is not loaded yet: `load` counts that.
    if (options.conduct === undefined) counting.add('loads', loads);
  }

  function answer(request: RecordedRequest, res: ServerResponse): void {
    const fault = takeFault(request);
    if (fault?.type === 'stale-socket' || fault?.type === 'cut-at-once') {
      counting.add('resets');
      res.socket?.resetAndDestroy();
      return;
    }
    const tokens = [mark, ...(options.tokens ?? defaultTokens)];
    const number = counting.counts.generations;
    const conduct = options.conduct ?? null;
    const server = { dialect, mark, models, key, tokens, number, conduct, running: pace.running() };
    const isGeneration = isGenerationRequest(request);
    const script = buildScript(server, request, fault);
    if (script.isDropped === true) {
      counting.add('generations');
      res.socket?.resetAndDestroy();
      return;
    }
    if (isGeneration) counting.add('open');
    const exchange = playScript(script, request, res, {
      onEvents: (count) => counting.add('eventsSent', count),
      onOver: (outcome) => {
        if (isGeneration) counting.add('open', -1);
        if (outcome !== 'broken') counting.add(outcome);
      },
    });
    if (isGeneration) exchanges.push(exchange);
    if (isGeneration) counting.add('generations');
    // A fault that holds an answer back is released by the test alone.
    if (script.work === undefined || (fault !== null && holding.has(fault.type))) return;
    load(script.work.model);
    counting.add('promptTokens', script.work.prompt);
    pace.add(exchange, script.work);
  }

  /** A generation loads its model where it is not loaded. */
  function load(model: string): void {
    if (models.find(({ id }) => id === model)?.isLoaded !== false) return;
    models = models.map((one) => (one.id === model ? { ...one, isLoaded: true } : one));
    counting.add('loads');
    options.clock?.advance(loadMs);
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    const connection = sockets.get(req.socket) ?? { number: 0, requests: 0 };
    connection.requests += 1;
    const request = {
      method: req.method ?? '',
      path: req.url ?? '',
      rawHeaders: req.rawHeaders,
      headers: req.headers,
      body: Buffer.concat(pieces).toString(),
      connection: connection.number,
      indexOnConnection: connection.requests,
    };
    requests.push(request);
    countSideEffects(request);
    if (counting.counts.aborted > 0) counting.add('requestsAfterAbort');
    answer(request, res);
    counting.add('requests');
  }

  const server = createServer((req, res) => {
    res.setHeader('x-fake-mark', mark);
    handle(req, res).catch(() => {
      // The client left while its body was still coming.
      counting.add('aborted');
    });
  });
  server.on('connection', (socket) => {
    counting.add('connections');
    options.gauge?.enter(socket);
    sockets.set(socket, { number: counting.counts.connections, requests: 0 });
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });

  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    mark,
    counters: counting.counts,
    requests,
    generations: () => requests.filter(isGenerationRequest),
    exchanges,
    setModels(next) {
      models = next;
    },
    setKey(next) {
      key = next;
    },
    async setFault(fault) {
      const wasRefusing = standing?.type === 'refuse';
      standing = fault;
      if (fault?.type === 'refuse' && !wasRefusing) await stop();
      if (fault?.type !== 'refuse' && wasRefusing) await listen(port);
    },
    queueFault: (fault) => queued.push(fault),
    step: (count = 1) => exchanges.filter((exchange) => !exchange.isOver()).forEach((one) => one.step(count)),
    release: () => exchanges.forEach((exchange) => exchange.release()),
    dropConnections: () => server.closeAllConnections(),
    waitFor: (name, atLeast) => counting.waitFor(name, atLeast),
    waitUntil: (what, isMet) => counting.waitUntil(what, isMet),
    close() {
      pace.stop();
      return server.listening ? stop() : Promise.resolve();
    },
  };
}
