import { expect, test } from 'vitest';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Failure } from '../../main/routing/failure.ts';
import { lockedReach } from '../../shared/locks.ts';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import type { LiveFacts } from '../../main/routing/live.ts';
import type { Plan } from '../../main/routing/plan.ts';
import { planAttempts } from '../../main/routing/plan.ts';
import type { PlanRequest } from '../../main/routing/request.ts';
import type { RoutingRoute, RoutingSnapshot } from '../../main/routing/types.ts';
import { limits, live, model, request, route, routeTo, snapshot, upstream } from './snapshot.ts';

const mixed = routeTo('active', [['openai/gpt-4o'], ['office/mistral', 'ollama/qwen3:8b']]);

function plan(
  at: RoutingSnapshot,
  to: RoutingRoute,
  asked: PlanRequest = request(),
  now: LiveFacts = live(),
): Plan {
  return planAttempts(at, { route: to, why: message('decision.alias', { alias: to.alias }) }, asked, now);
}

function order(...args: Parameters<typeof plan>): string {
  const planned = plan(...args);
  return planned.ok
    ? planned.attempts.map((one) => one.upstream).join(' ')
    : `${planned.code} ${planned.text.key}`;
}

function passedOver(...args: Parameters<typeof plan>): string[] {
  const planned = plan(...args);
  if (!planned.ok) throw new Error(planned.code);
  return planned.decision.passedOver.map(
    ({ upstream: slug, text }) => `${slug}: ${renderMessage('en', text)}`,
  );
}

/** Two servers with the same model, and what is different about them. */
function pair(a: Partial<Parameters<typeof upstream>[2]>, b: typeof a = {}): RoutingSnapshot {
  return snapshot({ upstreams: [upstream('a', [model('m')], a), upstream('b', [model('m')], b)] });
}
const both = routeTo('active', [['a/m', 'b/m']]);
const one = routeTo('active', [['a/m']]);

test.each([
  [{}, true, 'openai office ollama'],
  [{}, false, 'ollama'],
  [{ noCloud: true }, true, 'office ollama'],
  [{ onlyThisMachine: true }, true, 'ollama'],
])('with the locks %o and a key %s the pools give %s', (locks, hasKey, expected) => {
  const all = { onlyThisMachine: false, noCloud: false, ...locks };
  expect(order(snapshot({ locks: all }), mixed, request({ hasKey }))).toBe(expected);
  expect(order(snapshot(), { ...mixed, locks: all }, request({ hasKey }))).toBe(expected);
});

test('a route’s own lock tightens and never loosens', () => {
  const locks = { onlyThisMachine: true, noCloud: false };
  const open = { onlyThisMachine: false, noCloud: false };
  expect(order(snapshot({ locks }), { ...mixed, locks: open })).toBe('ollama');
  expect(order(snapshot(), { ...mixed, locks })).toBe('ollama');
});

test('what empties a plan is what the client is told', () => {
  const cloud = routeTo('active', [['openai/gpt-4o']]);
  const locks = { onlyThisMachine: false, noCloud: true };
  expect(order(snapshot(), cloud, request({ hasKey: false }))).toBe(
    'invalid_api_key error.invalid_api_key.cloud',
  );
  expect(order(snapshot({ locks }), cloud)).toBe('no_upstream error.no_upstream.locked');
  expect(order(snapshot(), { ...cloud, locks })).toBe('no_upstream error.no_upstream.locked');
  expect(order(snapshot(), routeTo('active', [['gone/x']]))).toBe('no_upstream error.no_upstream');
  expect(order(snapshot(), routeTo('active', []))).toBe('no_upstream error.no_upstream');
});

test('a model that its server runs in the cloud is cloud, wherever the server is', () => {
  const remote = routeTo('active', [['ollama/gpt-oss:120b-cloud']]);
  const locks = { onlyThisMachine: false, noCloud: true };
  expect(order(snapshot(), remote, request({ hasKey: false }))).toBe(
    'invalid_api_key error.invalid_api_key.cloud',
  );
  expect(order(snapshot({ locks }), remote)).toBe('no_upstream error.no_upstream.locked');
  expect(order(snapshot(), remote)).toBe('ollama');
});

test('a model does not loosen its server’s location', () => {
  const far = upstream('far', [model('m', { location: 'this-machine' })], { location: 'cloud' });
  const at = snapshot({ upstreams: [far] });
  expect(plan(at, routeTo('active', [['far/m']]), request({ hasKey: false })).ok).toBe(false);
});

test('an unreachable server is tried, for the attempt is the freshest probe; a refused key is not', () => {
  expect(order(pair({ health: 'unreachable' }), one)).toBe('a');
  expect(order(pair({ health: 'unauthorized' }), one)).toBe(
    'upstream_unauthorized error.upstream_unauthorized',
  );
  expect(order(pair({ health: 'unauthorized' }), both)).toBe('b');
});

test('a candidate that stands in two pools is tried once, in the first of them', () => {
  const to = routeTo('active', [['a/m', 'a/m'], ['b/m', 'a/m'], ['b/m']]);
  const planned = plan(pair({}), to);
  expect(planned.ok && planned.attempts.map(({ upstream: slug, pool }) => `${slug} ${pool}`)).toEqual([
    'a 0',
    'b 1',
  ]);
});

test('the ready come before the loading, and those before the busy', () => {
  const full = { a: { inFlight: 2 } };
  const two = limits({ maxConcurrent: 2 });
  expect(order(pair({ health: 'loading' }), both)).toBe('b a');
  expect(passedOver(pair({ health: 'loading' }), both)).toEqual(['a: loading']);
  expect(order(pair({ limits: two }), both, request(), live({ loads: full }))).toBe('b a');
  expect(passedOver(pair({ limits: two }), both, request(), live({ loads: full }))).toEqual([
    'a: busy (2 of 2)',
  ]);
  expect(
    order(
      pair({ health: 'loading' }, { limits: two }),
      both,
      request(),
      live({ loads: { b: { inFlight: 2 } } }),
    ),
  ).toBe('b a');
});

test('a full queue comes last, after a server that loads', () => {
  const tight = limits({ maxConcurrent: 1, queueLength: 3 });
  const now = live({ loads: { a: { inFlight: 1, queued: 3 } } });
  const at = pair({ limits: tight }, { health: 'loading' });
  expect(order(at, both, request(), now)).toBe('b a');
  expect(passedOver(at, both, request(), now)).toEqual(['a: queue is full']);
});

test('what speaks against everybody is no news', () => {
  expect(passedOver(pair({ health: 'loading' }, { health: 'loading' }), both)).toEqual([]);
});

test('images go to a model that sees and tools to one that can, in whichever pool', () => {
  const blind = upstream('a', [model('m', { capabilities: ['tools'] })]);
  const seeing = upstream('b', [model('m', { capabilities: ['vision'] })]);
  const at = snapshot({ upstreams: [blind, seeing] });
  const apart = routeTo('active', [['a/m'], ['b/m']]);
  expect(order(at, apart)).toBe('a b');
  expect(order(at, apart, request({}, { images: 1 }))).toBe('b a');
  expect(order(at, apart, request({}, { hasTools: true }))).toBe('a b');
  expect(order(at, routeTo('active', [['b/m'], ['a/m']]), request({}, { hasTools: true }))).toBe('a b');
  expect(passedOver(at, both, request({}, { images: 1 }))).toEqual(['a: cannot see images']);
});

test('a server that does not say what its model can is not passed over', () => {
  expect(order(pair({}), both, request({}, { images: 2, hasTools: true }))).toBe('a b');
});

const sized = (a: number | null, b: number | null): RoutingSnapshot =>
  snapshot({
    upstreams: [
      upstream('a', [model('m', { context: { loaded: a, trained: 131_072 } })]),
      upstream('b', [model('m', { context: { loaded: b, trained: 131_072 } })]),
    ],
  });
const long = request({}, { tokens: 5_000 });

test('a prompt that does not fit goes to a larger context, in a later pool where the route allows it', () => {
  const apart = routeTo('active', [['a/m'], ['b/m']]);
  expect(order(sized(4_096, 8_192), both, long)).toBe('b a');
  expect(order(sized(4_096, 8_192), apart, long)).toBe('b a');
  expect(order(sized(4_096, 8_192), { ...apart, allowLargerContext: false }, long)).toBe('a b');
  expect(order(sized(4_096, null), apart, long)).toBe('b a');
  expect(order(sized(8_192, 8_192), apart, long)).toBe('a b');
});

test('where nothing fits it stays, with a warning that says whether it is an estimate', () => {
  const planned = plan(sized(4_096, 2_048), one, long);
  expect(planned.ok && planned.decision.warnings).toEqual([
    { kind: 'context', promptTokens: 5_000, isEstimate: true, contextTokens: 4_096 },
  ]);
  const counted = plan(sized(4_096, 2_048), one, request({}, { tokens: 5_000, isEstimate: false }));
  expect(counted.ok && counted.decision.warnings[0]?.isEstimate).toBe(false);
  const fits = plan(sized(4_096, 2_048), one, request({}, { tokens: 4_000 }));
  expect(fits.ok && fits.decision.warnings).toEqual([]);
});

test('what a model beyond the network was trained for is what it has', () => {
  const context = { loaded: null, trained: 8_192 };
  const at = snapshot({
    upstreams: [
      upstream('a', [model('m', { context })]),
      upstream('b', [model('m', { context, location: 'cloud' })], { location: 'cloud' }),
    ],
  });
  const planned = plan(at, both);
  expect(planned.ok && planned.attempts.map(({ contextTokens }) => contextTokens)).toEqual([null, 8_192]);
});

test('a body that has fewer bytes than the context has tokens is not read', () => {
  const asked = request({
    bodyBytes: 4_000,
    prompt: () => {
      throw new Error('read');
    },
  });
  expect(order(sized(4_096, 8_192), both, asked)).toBe('a b');
});

test('an open circuit is left out while another can answer, and forced where none can', () => {
  const recall = createRoutingMemory();
  const now = live({ recall, nowMs: 1_000 });
  failTimes(recall, 'a', 5, 0);
  expect(order(pair({}), both, request(), now)).toBe('b');
  expect(passedOver(pair({}), both, request(), now)).toEqual(['a: paused: 5 failures, next try in 19 s']);
  const alone = plan(pair({}), one, request(), now);
  expect(alone.ok && alone.attempts.map(({ isForced }) => isForced)).toEqual([true]);
  failTimes(recall, 'b', 5, 500);
  expect(order(pair({}), both, request(), now)).toBe('a b');
});

test('a half-open circuit is in the plan until its probe is under way', () => {
  const recall = createRoutingMemory();
  failTimes(recall, 'a', 5, 0);
  const now = live({ recall, nowMs: 20_000 });
  expect(order(pair({}), both, request(), now)).toBe('a b');
  const planned = plan(pair({}), both, request(), now);
  if (!planned.ok) throw new Error(planned.code);
  expect(recall.begin(planned.attempts[0], planned.turns, 20_000, false)).not.toBeNull();
  expect(order(pair({}), both, request(), now)).toBe('b');
  expect(passedOver(pair({}), both, request(), now)).toEqual(['a: paused: 5 failures, being tried again']);
});

test('a server that asked to be left alone is, and the client is told how long where it is the only one', () => {
  const recall = createRoutingMemory();
  fail(recall, 'a', { kind: 'rate-limited', status: 429, said: null, retryAfterMs: 7_500 }, 0);
  const now = live({ recall, nowMs: 500 });
  expect(order(pair({}), both, request(), now)).toBe('b');
  expect(passedOver(pair({}), both, request(), now)).toEqual(['a: rate-limited for 7 s']);
  expect(plan(pair({}), one, request(), now)).toMatchObject({
    ok: false,
    code: 'queue_full',
    retryAfterSeconds: 7,
  });
});

test('a guessed rest gives way where nobody else can answer', () => {
  const recall = createRoutingMemory();
  fail(recall, 'a', { kind: 'rate-limited', status: 429, said: null }, 0);
  const now = live({ recall, nowMs: 500 });
  expect(order(pair({}), both, request(), now)).toBe('b');
  expect(order(pair({}), one, request(), now)).toBe('a');
});

test('the rest of one model is not that of another at the same server', () => {
  const recall = createRoutingMemory();
  fail(recall, 'a', { kind: 'rate-limited', status: 429, said: null, retryAfterMs: 60_000 }, 0);
  const at = snapshot({ upstreams: [upstream('a', [model('m'), model('n')])] });
  const now = live({ recall, nowMs: 500 });
  expect(order(at, routeTo('active', [['a/m', 'a/n']]), request(), now)).toBe('a');
});

test('a server that failed just now and is not reachable waits behind another, and then gets its chance', () => {
  const recall = createRoutingMemory();
  failTimes(recall, 'a', 1, 0);
  const at = pair({ health: 'unreachable' });
  expect(order(at, both, request(), live({ recall, nowMs: 19_000 }))).toBe('b a');
  expect(order(at, both, request(), live({ recall, nowMs: 21_000 }))).toBe('a b');
});

test('planning remembers nothing: the same request planned twice gives the same plan', () => {
  const recall = createRoutingMemory();
  const to = route('active', {
    pools: [
      {
        strategy: 'round-robin',
        candidates: [
          { upstream: 'a', model: 'm' },
          { upstream: 'b', model: 'm' },
        ],
      },
    ],
  });
  const now = live({ recall });
  expect(order(pair({}), to, request(), now)).toBe('a b');
  expect(order(pair({}), to, request(), now)).toBe('a b');
  const planned = plan(pair({}), to, request(), now);
  if (planned.ok) recall.begin(planned.attempts[0], planned.turns, 0, false);
  expect(order(pair({}), to, request(), now)).toBe('b a');
});

test('the locks set how far anything goes', () => {
  expect(lockedReach({ onlyThisMachine: true, noCloud: true })).toBe('this-machine');
  expect(lockedReach({ onlyThisMachine: false, noCloud: true })).toBe('private-network');
  expect(lockedReach({ onlyThisMachine: false, noCloud: false })).toBe('unknown');
});

type Memory = ReturnType<typeof createRoutingMemory>;

function failTimes(recall: Memory, slug: string, times: number, atMs: number): void {
  for (let n = 0; n < times; n += 1) fail(recall, slug, { kind: 'unreachable', reason: 'refused' }, atMs);
}

function fail(recall: Memory, slug: string, failure: Failure, atMs: number): void {
  const planned = plan(pair({}), routeTo('active', [[`${slug}/m`]]));
  if (!planned.ok) throw new Error(planned.code);
  const ticket = recall.begin(planned.attempts[0], [], atMs, true);
  if (ticket !== null) recall.report(ticket, { kind: 'failed', failure, isLoading: false }, atMs);
}
