/** Servers that answer, slow down, leave and come back, and requests that the real planner sends to them. */
import { message } from '../../shared/i18n/index.ts';
import type { Strategy } from '../../shared/settings.ts';
import type { Failure } from '../../main/routing/failure.ts';
import type { AttemptTicket, RoutingMemory } from '../../main/routing/memory.ts';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import type { Attempt } from '../../main/routing/plan.ts';
import { planAttempts } from '../../main/routing/plan.ts';
import type { RoutingSnapshot } from '../../main/routing/types.ts';
import { limits, live, model, request, routeTo, seeded, snapshot, upstream } from './snapshot.ts';

export interface SimulatedServer {
  slug: string;
  weight?: number;
  maxConcurrent?: number | null;
  /** Milliseconds to the first token with nothing else in flight; each request more adds as much again. */
  firstTokenMs: number;
  /** Milliseconds from the first token to the end. */
  restMs: number;
  isUp: boolean;
}

export interface Simulation {
  servers: SimulatedServer[];
  memory: RoutingMemory;
  /** Sends one request and lets `gapMs` pass; gives the server that answers, null where none does. */
  send(gapMs: number, affinity?: string | null): string | null;
  /** How many were answered by each since the last call, with what went to a server that was down as `failed`. */
  take(): Record<string, number>;
  inFlight(slug: string): number;
}

interface Running {
  endsAtMs: number;
  slug: string;
  ticket: AttemptTicket;
  outcome: { firstTokenMs: number; totalMs: number };
}

const refused: Failure = { kind: 'unreachable', reason: 'refused' };

export function createSimulation(strategy: Strategy, servers: SimulatedServer[], seed = 1): Simulation {
  const chance = seeded(seed);
  const memory = createRoutingMemory();
  const candidates = servers.map(({ slug }) => ({ upstream: slug, model: 'm' }));
  const route = routeTo('active', [], { pools: [{ strategy, candidates }] });
  const at: RoutingSnapshot = snapshot({
    upstreams: servers.map(({ slug, weight = 1, maxConcurrent = null }) =>
      upstream(slug, [model('m')], { limits: limits({ weight, maxConcurrent, queueLength: 10_000 }) }),
    ),
  });
  let nowMs = 0;
  let running: Running[] = [];
  let counts: Record<string, number> = {};

  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const inFlight = (slug: string): number => running.filter((one) => one.slug === slug).length;
  const pass = (untilMs: number): void => {
    const over = running.filter(({ endsAtMs }) => endsAtMs <= untilMs);
    running = running.filter(({ endsAtMs }) => endsAtMs > untilMs);
    for (const { ticket, outcome, endsAtMs } of over.toSorted((a, b) => a.endsAtMs - b.endsAtMs)) {
      memory.report(ticket, { kind: 'answered', status: 200, ...outcome }, endsAtMs);
    }
    nowMs = untilMs;
  };
  /** Up to a tenth more or less, as real answers differ. */
  const about = (ms: number): number => ms * (0.9 + 0.2 * chance());
  const start = (server: SimulatedServer, ticket: AttemptTicket): void => {
    const firstTokenMs = about(server.firstTokenMs) * (inFlight(server.slug) + 1);
    const totalMs = firstTokenMs + about(server.restMs);
    running.push({
      slug: server.slug,
      ticket,
      endsAtMs: nowMs + totalMs,
      outcome: { firstTokenMs, totalMs },
    });
  };

  const tryOne = (attempt: Attempt, ticket: AttemptTicket): boolean => {
    const server = servers.find(({ slug }) => slug === attempt.upstream);
    if (server?.isUp !== true) {
      memory.report(ticket, { kind: 'failed', failure: refused, isLoading: false }, nowMs);
      count('failed');
      return false;
    }
    start(server, ticket);
    count(server.slug);
    return true;
  };

  return {
    servers,
    memory,
    inFlight,
    send(gapMs, affinity = null) {
      pass(nowMs + gapMs);
      const loads = Object.fromEntries(
        servers.map(({ slug }) => [slug, { inFlight: inFlight(slug), queued: 0 }]),
      );
      const now = live({ nowMs, chance, recall: memory, loads });
      const why = message('decision.plain');
      const plan = planAttempts(at, { route, why }, request({}, { affinity }), now);
      if (!plan.ok) return null;
      for (const [index, attempt] of plan.attempts.entries()) {
        const ticket = memory.begin(attempt, plan.turns, nowMs, index === plan.attempts.length - 1);
        if (ticket !== null && tryOne(attempt, ticket)) return attempt.upstream;
      }
      return null;
    },
    take() {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}
