import { expect, test } from 'vitest';
import { explain } from '../../main/routing/explain.ts';
import type { LiveFacts } from '../../main/routing/live.ts';
import type { RoutingSnapshot } from '../../main/routing/types.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { hypotheticalRequestSchema } from '../../shared/routing.ts';
import type { RouteExplanation } from '../../shared/routing.ts';
import { limits, live, model, routeTo, snapshot, upstream } from './snapshot.ts';

const hybrid = routeTo('active', [], {
  pools: [
    {
      name: 'Here',
      candidates: [
        { upstream: 'ollama', model: 'qwen3:8b' },
        { upstream: 'lm-studio', model: 'qwen3:8b' },
      ],
    },
    { name: 'Cloud', strategy: 'round-robin', candidates: [{ upstream: 'openai', model: 'gpt-4o' }] },
  ],
  rules: [
    { when: [{ kind: 'prompt-longer', tokens: 12_000 }], pool: 'Cloud' },
    { when: [{ kind: 'share', percent: 50 }], pool: 'Cloud', mode: 'first' },
    { when: [{ kind: 'on-battery' }], pool: 'Cloud' },
  ],
});
const at: RoutingSnapshot = snapshot({
  upstreams: [
    upstream('ollama', [model('qwen3:8b', { context: { loaded: 32_768, trained: 40_960 } })], {
      limits: limits({ maxConcurrent: 4 }),
    }),
    upstream('lm-studio', [model('qwen3:8b')], { health: 'loading' }),
    upstream('openai', [model('gpt-4o', { location: 'cloud' })], { location: 'cloud' }),
  ],
  routes: [hybrid],
});

function explained(facts: Record<string, unknown> = {}, in_: RoutingSnapshot = at, now: LiveFacts = live()) {
  return explain(in_, hypotheticalRequestSchema.parse(facts), now);
}

function inShort({ pools, decision }: RouteExplanation): string[] {
  const rows = pools.flatMap(({ candidates }) =>
    candidates.map(({ upstream: slug, place, passedOver }) =>
      [slug, place ?? '-', ...(passedOver === null ? [] : [renderMessage('en', passedOver.text)])].join(' '),
    ),
  );
  return [...rows, decision === null ? 'refused' : renderMessage('en', decision)];
}

test('a short prompt: who is tried in which order, and who is put behind why', () => {
  expect(inShort(explained())).toEqual([
    'ollama 1',
    'lm-studio 2 loading',
    'openai 3',
    'least-in-flight: ollama (0 of 4); lm-studio left out: loading',
  ]);
});

test('a long prompt: the rule that sends it on, and what it passes', () => {
  const long = explained({ promptTokens: 12_001 });
  expect(inShort(long)).toEqual([
    'ollama - another group by rule',
    'lm-studio - another group by rule',
    'openai 1',
    'rule 1, group Cloud; alias active',
  ]);
  expect(long.pools.map(({ isUsed }) => isUsed)).toEqual([false, true]);
  expect(
    long.rules.map(({ sentence, doesHold, isApplied }) => [
      renderMessage('en', sentence),
      doesHold,
      isApplied,
    ]),
  ).toEqual([
    ['when the prompt is longer than 12,000 tokens use group Cloud', true, true],
    ['when the conversation falls into a share of 50 % try group Cloud first', false, false],
    ['when the computer runs on battery use group Cloud', false, false],
  ]);
});

test('a share is said to be one, and the answer is the same whenever it is asked', () => {
  const { rules } = explained();
  expect(rules.map(({ isByChance }) => isByChance)).toEqual([false, true, false]);
  const asked = explained({ conversation: 'a' });
  expect(asked.rules[1]?.isByChance).toBe(false);
  expect(explained({ conversation: 'a' })).toEqual(asked);
  const sides = Array.from(
    { length: 40 },
    (_unused, n) => explained({ conversation: `c${n}` }).rules[1]?.doesHold,
  );
  expect(new Set(sides)).toEqual(new Set([true, false]));
});

test('battery and time may be imagined too; left out they are as they are now', () => {
  expect(explained({ isOnBattery: true }).rules[2]?.isApplied).toBe(true);
  expect(explained({}, at, live({ isOnBattery: true })).rules[2]?.isApplied).toBe(true);
  expect(explained({ isOnBattery: false }, at, live({ isOnBattery: true })).rules[2]?.isApplied).toBe(false);
});

test('without the key only this machine is left', () => {
  expect(inShort(explained({ hasKey: false }))).toEqual([
    'ollama 1',
    'lm-studio 2 loading',
    'openai - only with ModelTray’s key',
    'least-in-flight: ollama (0 of 4); lm-studio left out: loading',
  ]);
});

test('a refusal says what the client would be told', () => {
  const locked = { ...at, locks: { onlyThisMachine: false, noCloud: true } };
  const refused = explained({ promptTokens: 20_000 }, locked);
  expect(refused.refusal?.code).toBe('no_upstream');
  expect(refused.attempts).toEqual([]);
  expect(inShort(refused)).toEqual([
    'ollama - another group by rule',
    'lm-studio - another group by rule',
    'openai - not allowed (no cloud)',
    'refused',
  ]);
});

test('a name that leads nowhere is said to', () => {
  const { route, why, refusal, pools } = explained({ model: 'zzz', endpoint: 'embeddings' });
  expect({ route, pools, code: refusal?.code }).toEqual({ route: null, pools: [], code: 'model_not_found' });
  expect(renderMessage('en', why)).toContain('zzz');
});

test('a model that is named directly is a route of its own', () => {
  const { route, attempts } = explained({ model: 'lm-studio/qwen3:8b' });
  expect(route).toBe('lm-studio/qwen3:8b');
  expect(attempts).toEqual([{ upstream: 'lm-studio', model: 'qwen3:8b' }]);
});

test('a prompt that fits nowhere comes with a warning, and not as an estimate: it was said', () => {
  const { warnings } = explained({ model: 'ollama/qwen3:8b', promptTokens: 40_000 });
  expect(warnings.map((warning) => renderMessage('en', warning))).toEqual([
    'prompt of 40,000 tokens, context of 32,768',
  ]);
});

test('trying out remembers nothing', () => {
  const now = live();
  const before = JSON.stringify(explained({}, at, now));
  for (let n = 0; n < 5; n += 1) explained({}, at, now);
  expect(JSON.stringify(explained({}, at, now))).toBe(before);
});
