import { expect, test } from 'vitest';
import { checksFor } from '../../main/conformance/checks/index.ts';
import type { CheckFacts } from '../../main/conformance/facts.ts';
import { planCheck, stepsOf } from '../../main/conformance/plan.ts';
import { llamaCpp } from '../../main/upstreams/kinds/llama-cpp.ts';
import { facts, withModel } from './recorded.ts';

const keys = (messages: readonly { key: string }[]): string[] => messages.map(({ key }) => key);

test('a quick check sends five requests, in this order, and one of the last two', () => {
  expect(stepsOf(facts, 'quick')).toEqual([
    'models',
    'chat',
    'stream',
    'history',
    'system-only',
    'order-only',
    'unknown-model',
  ]);
  expect(planCheck(facts, 'quick')).toMatchObject({
    requests: 5,
    model: 'tiny',
    depth: 'quick',
    effects: [],
  });
  expect(planCheck(facts, 'quick').tokens).toBeLessThanOrEqual(600);
});

test('an embedding model is asked for its list and for one embedding', () => {
  const embedding = withModel({ type: 'embedding' });
  expect(stepsOf(embedding, 'quick')).toEqual(['models', 'embeddings']);
  expect(planCheck(embedding, 'quick')).toMatchObject({ requests: 2, obstacle: null });
  expect(checksFor(embedding, 'full').map(({ id }) => id)).toEqual([
    'model-list',
    'bad-json',
    'unknown-model',
    'embeddings',
  ]);
});

test('a full check counts what it may send at most', () => {
  const inCloud: CheckFacts = { ...facts, location: 'cloud' };
  const plain = planCheck(inCloud, 'full');
  expect(plain.requests).toBe(21);
  expect(plain.tokens).toBeLessThanOrEqual(4000);
  const busy = planCheck({ ...inCloud, busy: llamaCpp.busy ?? null }, 'full');
  expect(busy.requests).toBe(plain.requests + 4);
  const here = planCheck(withModel({ context: { loaded: 8192, trained: null } }), 'full');
  expect(here.tokens).toBeGreaterThan(plain.tokens + 10_000);
});

test('each check of a type has all that it needs in the plan', () => {
  for (const given of [facts, withModel({ type: 'embedding' })]) {
    const planned = stepsOf(given, 'full');
    for (const { steps } of checksFor(given, 'full'))
      expect(planned).toEqual(expect.arrayContaining([...steps]));
  }
});

test.each<[string, Partial<CheckFacts>, string[]]>([
  ['this machine, loaded', {}, []],
  ['this machine, not loaded', withModel({ loaded: false }), ['check.effect.loads']],
  ['the network', { reach: 'private-network', location: 'private-network' }, ['check.effect.network']],
  ['the cloud', { reach: 'cloud', location: 'cloud' }, ['check.effect.cloud']],
  ['a cloud model behind a server of this machine', { location: 'cloud' }, ['check.effect.cloud']],
  ['a proxy on this machine', { location: 'unknown', forwards: true }, ['check.effect.forwards']],
  [
    'a proxy on the network',
    { reach: 'private-network', location: 'unknown', forwards: true },
    ['check.effect.network', 'check.effect.forwards'],
  ],
])('what is said first of %s', (_what, change, effects) => {
  expect(keys(planCheck({ ...facts, ...change }, 'full').effects)).toEqual(effects);
});

test('a cloud’s cost is the budget', () => {
  const plan = planCheck({ ...facts, location: 'cloud' }, 'full');
  expect(plan.effects[0]?.params).toEqual({ server: 'Ollama', tokens: plan.tokens });
});

test('a quick check of a model that is not loaded offers a loaded one, or the full check', () => {
  const unloaded = withModel({ loaded: false });
  expect(planCheck(unloaded, 'quick')).toMatchObject({
    obstacle: { key: 'check.obstacle.notLoaded', params: { model: 'tiny' } },
    effects: [],
  });
  expect(planCheck({ ...unloaded, loadedInstead: 'other' }, 'quick').obstacle).toEqual({
    key: 'check.obstacle.notLoaded.other',
    params: { model: 'tiny', other: 'other' },
  });
  expect(planCheck(unloaded, 'full').obstacle).toBeNull();
  expect(planCheck(withModel({ loaded: null }), 'quick').obstacle).toBeNull();
});

test.each(['rerank', 'other'] as const)('a model of the type %s cannot be checked', (type) => {
  expect(planCheck(withModel({ type }), 'full').obstacle?.key).toBe('check.obstacle.type');
});
