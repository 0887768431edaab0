import { expect, test } from 'vitest';
import { describeDecision, renderDecision } from '../../main/routing/decision.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Decision } from '../../shared/routing.ts';

const why = message('decision.alias', { alias: 'active' });
const simple: Decision = {
  why,
  rule: null,
  strategy: 'least-in-flight',
  choices: 1,
  first: { upstream: 'ollama', model: 'qwen3:8b', inFlight: 0, maxConcurrent: 4 },
  passedOver: [],
  warnings: [],
};
const chosen: Decision = {
  ...simple,
  choices: 2,
  passedOver: [
    { upstream: 'lm-studio', model: 'qwen3:8b', reason: 'loading', text: message('passed-over.loading') },
  ],
};
const inWords = (
  decision: Decision,
  ...rest: [Parameters<typeof describeDecision>[1]?]
): [string, string] => [
  renderMessage('en', describeDecision(decision, ...rest)),
  renderMessage('zh-CN', describeDecision(decision, ...rest)),
];

test('where there was a choice: who, by which strategy, with what load, and who was left out', () => {
  expect(inWords(chosen)).toEqual([
    'least-in-flight: ollama (0 of 4); lm-studio left out: loading',
    '最少在途请求：ollama（在途 0，上限 4）；未选 lm-studio：正在加载',
  ]);
});

test('where there was none: how the name was understood', () => {
  expect(inWords(simple)).toEqual(['alias active', '别名 active']);
  expect(renderDecision(simple, simple.first)).toBe('alias active -> ollama/qwen3:8b');
});

test('the rule, a warning and what came to nothing are in it', () => {
  const decision: Decision = {
    ...chosen,
    rule: { index: 1, pool: 'Cloud' },
    first: { ...chosen.first, maxConcurrent: null },
    warnings: [{ kind: 'context', promptTokens: 12_345, isEstimate: true, contextTokens: 4_096 }],
  };
  const tried = [
    { upstream: 'ollama', model: 'm', failure: { kind: 'bad-answer', status: 500, said: null } as const },
  ];
  expect(renderDecision(decision, { upstream: 'lm-studio', model: 'm' }, tried)).toBe(
    'rule 2, group Cloud; least-in-flight: ollama (0 in flight); prompt of about 12,345 tokens, context of 4,096; ollama failed: error 500; then lm-studio; lm-studio left out: loading',
  );
});

test('three are named and the rest counted', () => {
  const passedOver = ['b', 'c', 'd', 'e', 'f'].map((upstream) => ({
    upstream,
    model: 'm',
    reason: 'loading' as const,
    text: message('passed-over.loading'),
  }));
  expect(inWords({ ...chosen, passedOver })[0]).toMatch(/d left out: loading; 2 more left out$/);
});

test('a header is ASCII of at most 256 bytes, and no escape is cut in two', () => {
  const render = (model: string): string =>
    renderDecision({ ...simple, first: { ...simple.first, upstream: 'a', model } }, { upstream: 'a', model });
  expect(render('通义千问')).toBe('alias active -> a/%E9%80%9A%E4%B9%89%E5%8D%83%E9%97%AE');
  const lengths = Array.from({ length: 12 }, (_unused, n) => {
    const text = render('x'.repeat(200 + n) + '模型'.repeat(20));
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).not.toMatch(/%[0-9A-F]?$/);
    return text.length;
  });
  expect(Math.max(...lengths)).toBe(256);
  expect(Math.min(...lengths)).toBeGreaterThan(253);
});
