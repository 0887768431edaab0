/**
 * One attempt at one fake upstream behind a real socket: the relay with repair options and server facts that no setting
 * leads to yet. No routing, no keys, no retry.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FixName } from '../../shared/conformance.ts';
import type { Clock } from '../../shared/ports.ts';
import { defaultTimeouts } from '../../shared/preferences.ts';
import { createNet } from '../../main/net/net.ts';
import { runAttempt } from '../../main/proxy/attempt.ts';
import { Exchange } from '../../main/proxy/exchange.ts';
import { errorOfFailure } from '../../main/proxy/proxy-error.ts';
import { readFacts } from '../../main/proxy/read-request.ts';
import { createRepairNotes } from '../../main/proxy/repair-notes.ts';
import type { RepairNotes } from '../../main/proxy/repair-notes.ts';
import { clientKind } from '../../main/repairs/client-kind.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import type { RouteOptions } from '../../shared/route-options.ts';
import type { ServerFacts } from '../../main/repairs/plan-repairs.ts';
import type { FakeUpstream } from './fake-upstream.ts';
import { realClock } from './real-clock.ts';

export interface AttemptServerOptions {
  upstream: FakeUpstream;
  options?: Partial<RouteOptions>;
  server?: Partial<ServerFacts>;
  clock?: Clock;
}

export interface AttemptServer {
  port: number;
  /** Of each request, in the order in which they ended. */
  fixes: (readonly FixName[])[];
  notes: RepairNotes;
  close(): Promise<void>;
}

/** Nobody asks for its marks. */
const noTrail = {
  placed: () => undefined,
  dispatched: () => undefined,
  connected: () => undefined,
  answerBegan: () => undefined,
  opened: () => undefined,
  relayed: () => undefined,
  attemptEnded: () => undefined,
};
const model = { upstream: 'alpha', model: 'tiny:latest' };

export async function startAttemptServer(setup: AttemptServerOptions): Promise<AttemptServer> {
  const { upstream, clock = realClock } = setup;
  const net = createNet({ ownPorts: () => new Set() });
  const notes = createRepairNotes();
  const fixes: (readonly FixName[])[] = [];
  const context = {
    net,
    clock,
    repairs: notes,
    serverFacts: () => ({ ...plainServer, ...setup.server, refusals: notes.refusals(model) }),
  };
  const candidate = { ...model, upstreamName: 'alpha', location: 'this-machine', health: 'healthy' } as const;
  const target = { origin: upstream.url, apiPath: '/v1', authHeaders: [], isKeyLocked: false };

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const read = readFacts(body);
    if (!read.ok) throw new Error(`not JSON: ${body.toString()}`);
    const { facts } = read;
    const exchange = new Exchange({
      id: 'x',
      res,
      isStream: facts.isStream,
      ownHeaders: [],
      locale: () => 'en',
    });
    exchange.watchSilence(clock);
    const client = clientKind(req.headers['user-agent'], 'chat');
    const { rawHeaders } = req;
    const request = {
      exchange,
      endpoint: 'chat',
      path: req.url ?? '',
      query: '',
      rawHeaders,
      body,
      facts,
      client,
      options: { ...defaultRouteOptions, ...setup.options },
      trail: noTrail,
    } as const;
    const terms = {
      ...{ isDrained: false, mayGoOn: () => false, firstByteMs: null, isFresh: false },
      drainMs: defaultTimeouts.drainMs,
      hasAskedBefore: false,
    };
    const result = await runAttempt(context, { ...request, startedMs: 0 }, candidate, target, [], terms);
    fixes.push(result.fixes ?? []);
    if ('failure' in result) exchange.fail(errorOfFailure(result.failure, candidate, upstream.url));
  };

  const server = createServer((req, res) => {
    answer(req, res).catch((thrown: unknown) => res.destroy(thrown instanceof Error ? thrown : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    fixes,
    notes,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      await net.close();
    },
  };
}

const plainServer: ServerFacts = {
  defects: [],
  isUnknown: false,
  acceptsIncludeUsage: false,
  contextLoaded: null,
  refusals: [],
};
