import { expect, test } from 'vitest';
import { message } from '../../shared/i18n/index.ts';
import { lockedReach, planAttempts, renderDecision } from '../../main/routing/plan.ts';
import type { RoutingRoute } from '../../main/routing/types.ts';
import { snapshot, upstream, model } from './snapshot.ts';

const pools: RoutingRoute['pools'] = [
  [{ upstream: 'openai', model: 'gpt-4o' }],
  [
    { upstream: 'office', model: 'mistral' },
    { upstream: 'ollama', model: 'qwen3:8b' },
  ],
];

function order(locks: { onlyThisMachine?: boolean; noCloud?: boolean }, hasKey: boolean, at = pools): string {
  const all = { onlyThisMachine: false, noCloud: false, ...locks };
  const plan = planAttempts(snapshot({ locks: all }), at, hasKey);
  return plan.ok ? plan.attempts.map((one) => one.upstream).join(' ') : `${plan.code} ${plan.text.key}`;
}

test.each([
  [{}, true, 'openai office ollama'],
  [{}, false, 'ollama'],
  [{ noCloud: true }, true, 'office ollama'],
  [{ onlyThisMachine: true }, true, 'ollama'],
])('with the locks %o and a key %s the pools give %s', (locks, hasKey, expected) => {
  expect(order(locks, hasKey)).toBe(expected);
});

test('what empties a plan is what the client is told', () => {
  const cloudOnly = [[{ upstream: 'openai', model: 'gpt-4o' }]];
  expect(order({}, false, cloudOnly)).toBe('invalid_api_key error.invalid_api_key.cloud');
  expect(order({ noCloud: true }, true, cloudOnly)).toBe('no_upstream error.no_upstream.locked');
  expect(order({}, true, [[{ upstream: 'gone', model: 'x' }]])).toBe('no_upstream error.no_upstream');
});

test('a model that its server runs in the cloud is cloud, wherever the server is', () => {
  const remote = [[{ upstream: 'ollama', model: 'gpt-oss:120b-cloud' }]];
  expect(order({}, false, remote)).toBe('invalid_api_key error.invalid_api_key.cloud');
  expect(order({ noCloud: true }, true, remote)).toBe('no_upstream error.no_upstream.locked');
  expect(order({}, true, remote)).toBe('ollama');
});

test('a model does not loosen its server’s location', () => {
  const far = upstream('far', [model('m', { location: 'this-machine' })], { location: 'cloud' });
  const plan = planAttempts(snapshot({ upstreams: [far] }), [[{ upstream: 'far', model: 'm' }]], false);
  expect(plan.ok).toBe(false);
});

test('an unreachable server is tried, for the attempt is the freshest probe; a refused key is not', () => {
  const down = upstream('down', [model('m')], { health: 'unreachable' });
  const barred = upstream('barred', [model('m')], { health: 'unauthorized' });
  const at = snapshot({ upstreams: [down, barred] });
  expect(planAttempts(at, [[{ upstream: 'down', model: 'm' }]], true).ok).toBe(true);
  expect(planAttempts(at, [[{ upstream: 'barred', model: 'm' }]], true)).toMatchObject({
    ok: false,
    code: 'upstream_unauthorized',
  });
});

test('the locks set how far anything goes', () => {
  expect(lockedReach({ onlyThisMachine: true, noCloud: true })).toBe('this-machine');
  expect(lockedReach({ onlyThisMachine: false, noCloud: true })).toBe('private-network');
  expect(lockedReach({ onlyThisMachine: false, noCloud: false })).toBe('unknown');
});

test('a decision is ASCII of at most 256 bytes', () => {
  const text = renderDecision(message('decision.alias', { alias: 'active' }), {
    upstream: 'a',
    model: '通义千问',
  });
  expect(text).toBe('alias active -> a/%E9%80%9A%E4%B9%89%E5%8D%83%E9%97%AE');
  const long = renderDecision(message('decision.plain'), { upstream: 'a', model: 'x'.repeat(400) });
  expect(long).toHaveLength(256);
});
