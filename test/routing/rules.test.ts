import { expect, test } from 'vitest';
import type { LiveFacts, RoutingRecall } from '../../main/routing/live.ts';
import { expectedWaitMs } from '../../main/routing/live.ts';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import type { PlanRequest } from '../../main/routing/request.ts';
import { choosePools } from '../../main/routing/rules/choose-pools.ts';
import { matchesGlob } from '../../main/routing/rules/glob.ts';
import type { Condition } from '../../shared/route-rules.ts';
import { limits, live, model, request, routeTo, seeded, snapshot, upstream } from './snapshot.ts';

const at = snapshot({
  upstreams: [
    upstream('a', [model('m')], { limits: limits({ maxConcurrent: 2 }) }),
    upstream('b', [model('m')], { limits: limits({ maxConcurrent: 1 }) }),
    upstream('c', [model('m')]),
  ],
});
const pools = [
  {
    name: 'Here',
    candidates: [
      { upstream: 'a', model: 'm' },
      { upstream: 'b', model: 'm' },
    ],
  },
  { name: 'There', candidates: [{ upstream: 'c', model: 'm' }] },
];

function holds(when: Condition[], asked: PlanRequest = request(), now: LiveFacts = live()): boolean {
  const route = routeTo('active', [], { pools, rules: [{ when, pool: 'There' }] });
  return choosePools({ snapshot: at, route, request: asked, live: now }).rule !== null;
}

const recalling = (facts: Partial<RoutingRecall>): RoutingRecall => ({ ...createRoutingMemory(), ...facts });

test('a prompt is longer, not as long', () => {
  const rule: Condition[] = [{ kind: 'prompt-longer', tokens: 12_000 }];
  expect(holds(rule, request({}, { tokens: 12_001 }))).toBe(true);
  expect(holds(rule, request({}, { tokens: 12_000 }))).toBe(false);
});

test('a body with fewer bytes than that has no longer prompt and is not read', () => {
  const prompt = (): never => {
    throw new Error('read');
  };
  expect(holds([{ kind: 'prompt-longer', tokens: 12_000 }], request({ bodyBytes: 12_000, prompt }))).toBe(
    false,
  );
});

test.each<[Condition, Parameters<typeof request>[1]]>([
  [{ kind: 'has-images' }, { images: 1 }],
  [{ kind: 'has-tools' }, { hasTools: true }],
  [{ kind: 'json-mode' }, { isJsonMode: true }],
])('%o', (condition, prompt) => {
  expect(holds([condition], request({}, prompt))).toBe(true);
  expect(holds([condition])).toBe(false);
});

test.each<[Condition, Partial<PlanRequest>, boolean]>([
  [{ kind: 'requested-model', pattern: 'gpt-*' }, { requested: 'gpt-4o' }, true],
  [{ kind: 'requested-model', pattern: 'gpt-*' }, { requested: 'my-gpt-4o' }, false],
  [{ kind: 'requested-model', pattern: '*' }, { requested: null }, false],
  [{ kind: 'client', pattern: '*OpenAI/Python*' }, { userAgent: 'AsyncOpenAI/Python 1.99.2' }, true],
  [{ kind: 'client', pattern: 'curl*' }, { userAgent: null }, false],
  [{ kind: 'key-label', label: 'reports' }, { keyLabel: 'reports' }, true],
  [{ kind: 'key-label', label: 'reports' }, { keyLabel: null }, false],
])('%o with %o: %s', (condition, facts, expected) => {
  expect(holds([condition], request(facts))).toBe(expected);
});

test.each([
  ['gpt-*', 'GPT-4O', true],
  ['*', '', true],
  ['', '', true],
  ['?b', 'ab', true],
  ['?b', 'b', false],
  ['a*b*c', 'a-x-b-y-b-c', true],
  ['a*b*c', 'a-x-c-b', false],
  ['模型*', '模型一号', true],
  ['qwen3:8b', 'qwen3:8b', true],
  ['a.c', 'abc', false],
  ['[a]', 'a', false],
])('the pattern %s fits %s: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

test('no pattern is slow', () => {
  expect(matchesGlob('*a'.repeat(100), `${'a'.repeat(5_000)}b`)).toBe(false);
});

test('a queue counts where a new request would wait at every server of the first group', () => {
  const rule: Condition[] = [{ kind: 'queue-longer', ms: 10_000 }];
  const now = (loads: Parameters<typeof live>[0] & object): LiveFacts =>
    live({ ...loads, recall: recalling({ answerMs: () => 8_000 }) });
  const busy = { a: { inFlight: 2, queued: 3 }, b: { inFlight: 1, queued: 1 } };
  expect(holds(rule, request(), now({ loads: busy }))).toBe(true);
  expect(holds(rule, request(), now({ loads: { ...busy, b: { inFlight: 0 } } }))).toBe(false);
  expect(holds(rule, request(), now({ loads: { ...busy, b: { inFlight: 1, queued: 0 } } }))).toBe(false);
  expect(holds(rule, request(), live({ loads: busy }))).toBe(false);
});

test('a server that is paused is no reason to stay in the first group', () => {
  const rule: Condition[] = [{ kind: 'queue-longer', ms: 10_000 }];
  const recall = recalling({
    answerMs: () => 8_000,
    circuit: (slug) =>
      slug === 'b'
        ? { kind: 'open', failures: 5, retryInMs: 1 }
        : { kind: 'closed', failures: 0, failedAgoMs: null },
  });
  expect(holds(rule, request(), live({ recall, loads: { a: { inFlight: 2, queued: 3 } } }))).toBe(true);
});

test.each([
  [{ inFlight: 1, queued: 0 }, 2, 8_000, 0],
  [{ inFlight: 2, queued: 0 }, 2, 8_000, 4_000],
  [{ inFlight: 2, queued: 3 }, 2, 8_000, 16_000],
  [{ inFlight: 99, queued: 0 }, null, 8_000, 0],
  [{ inFlight: 2, queued: 0 }, 2, null, null],
])('with %o of %s and answers of %s ms a request waits %s ms', (load, max, answerMs, expected) => {
  expect(expectedWaitMs(load, max, answerMs)).toBe(expected);
});

test('the first token is slow where it lately was at every server of the first group', () => {
  const rule: Condition[] = [{ kind: 'first-token-slower', ms: 3_000 }];
  const now = (times: Record<string, number>): LiveFacts =>
    live({ recall: recalling({ firstTokenMs: ({ upstream: slug }) => times[slug] ?? null }) });
  expect(holds(rule, request(), now({ a: 4_000, b: 3_500 }))).toBe(true);
  expect(holds(rule, request(), now({ a: 4_000, b: 200 }))).toBe(false);
  expect(holds(rule, request(), now({ a: 4_000 }))).toBe(false);
});

test('a share is a share of conversations, and each stays on its side', () => {
  const rule: Condition[] = [{ kind: 'share', percent: 10 }];
  const drawn = Array.from({ length: 5_000 }, (_unused, n) =>
    holds(rule, request({}, { affinity: `c${n}` })),
  );
  const share = drawn.filter(Boolean).length / drawn.length;
  expect(share).toBeGreaterThan(0.085);
  expect(share).toBeLessThan(0.115);
  expect(holds(rule, request({}, { affinity: 'c7' }), live({ chance: () => 0.99 }))).toBe(drawn[7]);
});

test('requests without a conversation are drawn one by one', () => {
  const chance = seeded(7);
  const rule: Condition[] = [{ kind: 'share', percent: 30 }];
  const drawn = Array.from({ length: 5_000 }, () => holds(rule, request(), live({ chance })));
  expect(drawn.filter(Boolean).length / drawn.length).toBeCloseTo(0.3, 1);
});

test('battery: only where the machine says that it runs on it', () => {
  const rule: Condition[] = [{ kind: 'on-battery' }];
  expect(holds(rule, request(), live({ isOnBattery: true }))).toBe(true);
  expect(holds(rule, request(), live({ isOnBattery: null }))).toBe(false);
});

test.each([
  ['09:00', '17:00', '09:00', true],
  ['09:00', '17:00', '16:59', true],
  ['09:00', '17:00', '17:00', false],
  ['22:30', '06:00', '23:00', true],
  ['22:30', '06:00', '00:00', true],
  ['22:30', '06:00', '05:59', true],
  ['22:30', '06:00', '06:00', false],
  ['22:30', '06:00', '12:00', false],
])('between %s and %s it is %s: %s', (from, to, now, expected) => {
  const [hours = 0, minutes = 0] = now.split(':').map(Number);
  const localMinutes = hours * 60 + minutes;
  expect(holds([{ kind: 'time-of-day', from, to }], request(), live({ localMinutes }))).toBe(expected);
});

test('all conditions of a rule have to hold', () => {
  const when: Condition[] = [{ kind: 'has-images' }, { kind: 'on-battery' }];
  const withImage = request({}, { images: 1 });
  expect(holds(when, withImage, live({ isOnBattery: true }))).toBe(true);
  expect(holds(when, withImage)).toBe(false);
  expect(holds(when, request(), live({ isOnBattery: true }))).toBe(false);
});

test('the first rule that holds decides: that pool alone, or that pool first', () => {
  const rules = [
    { when: [{ kind: 'has-tools' }], pool: 'Here' },
    { when: [{ kind: 'has-images' }], pool: 'There', mode: 'first' },
    { when: [{ kind: 'has-images' }], pool: 'There' },
  ];
  const chosen = (asked: PlanRequest): ReturnType<typeof choosePools> =>
    choosePools({
      snapshot: at,
      route: routeTo('active', [], { pools, rules }),
      request: asked,
      live: live(),
    });
  expect(chosen(request({}, { images: 1 }))).toEqual({ order: [1, 0], rule: { index: 1, pool: 'There' } });
  expect(chosen(request({}, { hasTools: true, images: 1 }))).toEqual({
    order: [0],
    rule: { index: 0, pool: 'Here' },
  });
  expect(chosen(request())).toEqual({ order: [0, 1], rule: null });
});

test('a rule whose group is gone is passed over', () => {
  const rules = [{ when: [{ kind: 'has-images' }], pool: 'Nowhere' }];
  const route = routeTo('active', [], { pools, rules });
  const asked = request({}, { images: 1 });
  expect(choosePools({ snapshot: at, route, request: asked, live: live() }).rule).toBeNull();
});
