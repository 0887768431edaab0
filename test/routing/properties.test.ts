/** What holds for any snapshot, rules and request: 3,000 of them, drawn with a seed so that each can be drawn again. */
import { expect, test } from 'vitest';
import { fartherLocation, isWithin } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import { message } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { Condition } from '../../shared/route-rules.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import { strategies } from '../../shared/route-settings.ts';
import { renderDecision } from '../../main/routing/decision.ts';
import type { LiveFacts } from '../../main/routing/live.ts';
import { bothLocks, lockedReach } from '../../shared/locks.ts';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import type { AttemptOutcome, RoutingMemory } from '../../main/routing/memory.ts';
import type { Plan } from '../../main/routing/plan.ts';
import { planAttempts } from '../../main/routing/plan.ts';
import type { PlanRequest } from '../../main/routing/request.ts';
import { retryDecision } from '../../main/routing/retry.ts';
import type { RoutingRoute, RoutingSnapshot, RoutingUpstream } from '../../main/routing/types.ts';
import { limits, live, model, request, routeTo, seeded, snapshot, upstream } from './snapshot.ts';

const cases = 3_000;

interface Case {
  seed: number;
  at: RoutingSnapshot;
  route: RoutingRoute;
  asked: PlanRequest;
  now: LiveFacts;
  plan: Plan;
}

type Draw = ReturnType<typeof createDraw>;

function createDraw(seed: number) {
  const chance = seeded(seed);
  const upTo = (most: number): number => Math.floor(chance() * (most + 1));
  return {
    chance,
    upTo,
    maybe: (share: number): boolean => chance() < share,
    of<Item>(items: readonly [Item, ...Item[]]): Item {
      return items[upTo(items.length - 1)] ?? items[0];
    },
    list<Item>(most: number, make: (index: number) => Item): Item[] {
      return Array.from({ length: upTo(most) }, (_unused, index) => make(index));
    },
  };
}

const locations = ['this-machine', 'private-network', 'cloud', 'unknown'] as const;
const healths = [
  'unknown',
  'healthy',
  'loading',
  'busy',
  'unreachable',
  'unauthorized',
  'rate-limited',
] as const;

function drawLocation(draw: Draw): Location {
  return draw.maybe(0.5) ? 'this-machine' : draw.of(locations);
}

function drawModel(draw: Draw, index: number): ModelInfo {
  return model(`m${index}`, {
    location: drawLocation(draw),
    context: { loaded: draw.of([null, 2_048, 8_192, 131_072]), trained: draw.of([null, 131_072]) },
    capabilities: draw.of([null, [], ['vision'], ['tools'], ['vision', 'tools']]),
  });
}

function drawUpstream(draw: Draw, index: number): RoutingUpstream {
  return upstream(
    `s${index}`,
    draw.list(3, (n) => drawModel(draw, n)),
    {
      location: drawLocation(draw),
      health: draw.maybe(0.5) ? 'healthy' : draw.of(healths),
      limits: limits({
        maxConcurrent: draw.of([null, 1, 4]),
        queueLength: draw.of([0, 2, 100]),
        weight: 1 + draw.upTo(4),
      }),
    },
  );
}

/** Servers and models that may be there or not. */
function drawRef(draw: Draw): ModelRef {
  return { upstream: `s${draw.upTo(6)}`, model: `m${draw.upTo(3)}` };
}

function drawCondition(draw: Draw): Condition {
  return draw.of<Condition>([
    { kind: 'prompt-longer', tokens: 1 + draw.upTo(20_000) },
    { kind: 'has-images' },
    { kind: 'has-tools' },
    { kind: 'json-mode' },
    { kind: 'requested-model', pattern: draw.of(['*', 'act*', 'gpt-*']) },
    { kind: 'client', pattern: draw.of(['*python*', 'curl*']) },
    { kind: 'key-label', label: draw.of(['reports', 'chat']) },
    { kind: 'queue-longer', ms: 1 + draw.upTo(10_000) },
    { kind: 'first-token-slower', ms: 1 + draw.upTo(2_000) },
    { kind: 'share', percent: 1 + draw.upTo(99) },
    { kind: 'on-battery' },
    { kind: 'time-of-day', from: '22:00', to: '06:00' },
  ]);
}

function drawLocks(draw: Draw): { onlyThisMachine: boolean; noCloud: boolean } {
  return { onlyThisMachine: draw.maybe(0.15), noCloud: draw.maybe(0.3) };
}

function drawRoute(draw: Draw): RoutingRoute {
  const pools = draw.list(4, (index) => ({
    name: `P${index}`,
    strategy: draw.of(strategies),
    candidates: [drawRef(draw), ...draw.list(5, () => drawRef(draw))],
  }));
  const rules = draw.list(4, () => ({
    when: [drawCondition(draw), ...draw.list(1, () => drawCondition(draw))],
    // One of them may name a group that is not there.
    pool: `P${draw.upTo(4)}`,
    mode: draw.of(['only', 'first']),
  }));
  return routeTo('active', [], {
    pools,
    rules,
    locks: drawLocks(draw),
    allowLargerContext: draw.maybe(0.5),
    options: defaultRouteOptions,
  });
}

function drawRequest(draw: Draw): PlanRequest {
  return request(
    {
      hasKey: draw.maybe(0.5),
      requested: draw.of([null, 'active', 'gpt-4o']),
      userAgent: draw.of([null, 'OpenAI/Python 1.99', 'curl/8']),
      keyLabel: draw.of([null, 'reports']),
      bodyBytes: draw.of([0, 5_000, Infinity]),
    },
    {
      tokens: draw.upTo(20_000),
      images: draw.upTo(1),
      hasTools: draw.maybe(0.3),
      isJsonMode: draw.maybe(0.3),
      affinity: draw.of([null, 'one', 'two', 'three']),
    },
  );
}

function drawOutcome(draw: Draw): AttemptOutcome {
  const totalMs = draw.upTo(20_000);
  return draw.of<AttemptOutcome>([
    { kind: 'answered', status: 200, firstTokenMs: draw.upTo(totalMs), totalMs },
    { kind: 'cancelled' },
    { kind: 'failed', failure: { kind: 'unreachable', reason: 'refused' }, isLoading: draw.maybe(0.2) },
    { kind: 'failed', failure: { kind: 'cut' }, isLoading: false },
    {
      kind: 'failed',
      failure: { kind: 'rate-limited', status: 429, said: null, retryAfterMs: draw.of([null, 5_000]) },
      isLoading: false,
    },
  ]);
}

/** A past: some servers failed in a row, some answered, some asked to be left alone. */
function drawMemory(draw: Draw, atMs: number): RoutingMemory {
  const memory = createRoutingMemory();
  const route = routeTo('past', [Array.from({ length: 7 }, (_unused, n) => `s${n}/m0`)]);
  const upstreams = Array.from({ length: 7 }, (_unused, n) => upstream(`s${n}`, []));
  const past = planAttempts(
    snapshot({ upstreams }),
    { route, why: message('decision.plain') },
    request(),
    live({ recall: memory }),
  );
  if (!past.ok) throw new Error(past.code);
  for (const attempt of past.attempts.filter(() => draw.maybe(0.5))) {
    const outcome = drawOutcome(draw);
    for (let n = draw.upTo(8); n > 0; n -= 1) {
      const ticket = memory.begin({ ...attempt, model: `m${draw.upTo(3)}` }, [], 0, true);
      // Some are still running.
      if (ticket !== null && draw.maybe(0.9)) memory.report(ticket, outcome, atMs - draw.upTo(25_000));
    }
  }
  return memory;
}

function drawCase(seed: number): Case {
  const draw = createDraw(seed);
  const at = snapshot({
    upstreams: draw.list(6, (index) => drawUpstream(draw, index)),
    locks: drawLocks(draw),
  });
  const route = drawRoute(draw);
  const asked = drawRequest(draw);
  const nowMs = 60_000;
  const loads = Object.fromEntries(
    at.upstreams.map(({ slug }) => [slug, { inFlight: draw.upTo(6), queued: draw.upTo(3) }]),
  );
  const now = live({
    nowMs,
    loads,
    chance: draw.chance,
    localMinutes: draw.upTo(1_439),
    isOnBattery: draw.of([null, true, false]),
    recall: drawMemory(draw, nowMs),
  });
  const plan = planAttempts(at, { route, why: message('decision.plain') }, asked, now);
  return { seed, at, route, asked, now, plan };
}

const drawn = Array.from({ length: cases }, (_unused, seed) => drawCase(seed));
const planned = drawn.flatMap((one) => (one.plan.ok ? [{ ...one, plan: one.plan }] : []));

/** The seeds of the cases in which it does not hold. */
function broken<Item extends { seed: number }>(
  items: readonly Item[],
  holds: (item: Item) => boolean,
): number[] {
  return items.filter((item) => !holds(item)).map(({ seed }) => seed);
}

/** From the snapshot and not from the plan, which could be wrong about it. */
function realLocation({ at }: Case, ref: ModelRef): Location {
  const found = at.upstreams.find(({ slug }) => slug === ref.upstream);
  if (found === undefined) return 'unknown';
  const info = found.models.find(({ id }) => id === ref.model);
  return fartherLocation(found.location, info?.location ?? found.location);
}

test('the cases are worth something: many plans, many refusals, each lock, each strategy', () => {
  expect(planned.length).toBeGreaterThan(cases / 3);
  expect(cases - planned.length).toBeGreaterThan(cases / 10);
  const used = new Set(planned.map(({ plan }) => plan.decision.strategy));
  expect([...used].toSorted()).toEqual([...strategies].toSorted());
  expect(planned.filter(({ plan }) => plan.attempts.length > 2).length).toBeGreaterThan(500);
  expect(planned.filter(({ plan }) => plan.decision.rule !== null).length).toBeGreaterThan(200);
  expect(planned.filter(({ plan }) => plan.attempts.some(({ isForced }) => isForced)).length).toBeGreaterThan(
    20,
  );
});

test('no plan has an attempt twice', () => {
  expect(
    broken(planned, ({ plan }) => new Set(plan.attempts.map(qualifiedId)).size === plan.attempts.length),
  ).toEqual([]);
});

test('no plan has an attempt that is not routable', () => {
  expect(
    broken(planned, ({ plan, at }) =>
      plan.attempts.every((attempt) => {
        const found = at.upstreams.find(({ slug }) => slug === attempt.upstream);
        return found !== undefined && found.health !== 'unauthorized';
      }),
    ),
  ).toEqual([]);
});

test('no plan has an attempt that a lock forbids, of the route’s or of all', () => {
  expect(
    broken(planned, (one) => {
      const reach = lockedReach(bothLocks(one.at.locks, one.route.locks));
      return one.plan.attempts.every((attempt) => isWithin(realLocation(one, attempt), reach));
    }),
  ).toEqual([]);
});

test('a request without the key goes nowhere beyond this machine', () => {
  const keyless = planned.filter(({ asked }) => !asked.hasKey);
  expect(keyless.length).toBeGreaterThan(300);
  expect(
    broken(keyless, (one) =>
      one.plan.attempts.every((attempt) => realLocation(one, attempt) === 'this-machine'),
    ),
  ).toEqual([]);
});

test('every attempt is a candidate of the pool that it says, and of one that the rule allows', () => {
  expect(
    broken(planned, ({ plan, route }) =>
      plan.attempts.every(({ upstream: slug, model: id, pool }) =>
        route.pools[pool]?.candidates.some((one) => one.upstream === slug && one.model === id),
      ),
    ),
  ).toEqual([]);
  expect(
    broken(planned, ({ plan, route }) => {
      const { rule } = plan.decision;
      if (rule === null || route.rules[rule.index]?.mode !== 'only') return true;
      return plan.attempts.every(({ pool }) => route.pools[pool]?.name === rule.pool);
    }),
  ).toEqual([]);
});

test('a paused server is only tried where nobody else can answer', () => {
  expect(
    broken(planned, ({ plan, now }) => {
      const isPaused = (slug: string): boolean => now.recall.circuit(slug, now.nowMs).kind === 'open';
      const paused = plan.attempts.filter((attempt) => isPaused(attempt.upstream));
      return paused.length === 0 || plan.attempts.every(({ isForced }) => isForced);
    }),
  ).toEqual([]);
});

test('a refusal has a reason: nothing usable was left in the pools that count', () => {
  const refused = drawn.filter(({ plan }) => !plan.ok);
  expect(
    broken(refused, (one) => {
      if (one.plan.ok || one.route.rules.length > 0) return true;
      const reach = lockedReach(bothLocks(one.at.locks, one.route.locks));
      return one.route.pools
        .flatMap(({ candidates }) => candidates)
        .every((ref) => {
          const found = one.at.upstreams.find(({ slug }) => slug === ref.upstream);
          const where = realLocation(one, ref);
          const isAllowed = isWithin(where, reach) && (one.asked.hasKey || where === 'this-machine');
          const rest = one.now.recall.rest(ref, one.now.nowMs);
          return (
            found === undefined || found.health === 'unauthorized' || !isAllowed || rest?.isTold === true
          );
        });
    }),
  ).toEqual([]);
});

test('planning changes nothing that it reads', () => {
  const again = drawn.slice(0, 500).map(({ at, route, asked, now, seed }) => {
    const still = { ...now, chance: () => 0.5 };
    const resolved = { route, why: message('decision.plain') };
    const first = planAttempts(at, resolved, asked, still);
    return {
      seed,
      isSame: JSON.stringify(planAttempts(at, resolved, asked, still)) === JSON.stringify(first),
    };
  });
  expect(broken(again, ({ isSame }) => isSame)).toEqual([]);
});

test('every decision fits into a header', () => {
  expect(
    broken(planned, ({ plan }) =>
      plan.attempts.every((attempt) => /^[\x20-\x7e]{1,256}$/.test(renderDecision(plan.decision, attempt))),
    ),
  ).toEqual([]);
});

test('following the retry decisions tries nothing twice but by staying once, and comes to an end', () => {
  expect(
    broken(planned, ({ plan, seed }) => {
      const draw = createDraw(seed);
      const used = new Set([0]);
      let at = 0;
      let hasStayed = false;
      for (let steps = 0; steps < 200; steps += 1) {
        const outcome = drawOutcome(draw);
        if (outcome.kind !== 'failed') continue;
        const decision = retryDecision(outcome.failure, {
          attempts: plan.attempts,
          at,
          used,
          hasStayed,
          isCommitted: false,
          isGone: false,
          loadingAt: null,
          waitedMs: 0,
          allowLargerContext: true,
        });
        if (decision.do === 'stop') return true;
        if (decision.do === 'stay') {
          if (hasStayed) return false;
          hasStayed = true;
        } else if (decision.do !== 'wait') {
          if (used.has(decision.at) || plan.attempts[decision.at] === undefined) return false;
          if ((decision.do === 'retry') !== (plan.attempts[decision.at]?.pool === plan.attempts[at]?.pool))
            return false;
          at = decision.at;
          hasStayed = false;
          used.add(at);
        }
      }
      return false;
    }),
  ).toEqual([]);
});
