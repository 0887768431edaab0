import { expect, test } from 'vitest';
import { describeRule } from '../../shared/describe-rule.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { conditionSchema, ruleSchema } from '../../shared/route-rules.ts';
import type { Condition, Rule } from '../../shared/route-rules.ts';

function inWords(when: Condition[], mode: Rule['mode'] = 'only', pool = 'Cloud'): [string, string] {
  const sentence = describeRule({ when, pool, mode });
  return [renderMessage('en', sentence), renderMessage('zh-CN', sentence)];
}

test.each<[Condition, string, string]>([
  [
    { kind: 'prompt-longer', tokens: 12_000 },
    'when the prompt is longer than 12,000 tokens use group Cloud',
    '提示词超过 12,000 个 token时，使用实例组「Cloud」',
  ],
  [{ kind: 'has-images' }, 'when there are images use group Cloud', '请求带有图片时，使用实例组「Cloud」'],
  [{ kind: 'has-tools' }, 'when there are tools use group Cloud', '请求带有工具时，使用实例组「Cloud」'],
  [
    { kind: 'json-mode' },
    'when JSON is asked for use group Cloud',
    '要求以 JSON 回答时，使用实例组「Cloud」',
  ],
  [
    { kind: 'requested-model', pattern: 'gpt-*' },
    'when the requested model is “gpt-*” use group Cloud',
    '请求的模型名为「gpt-*」时，使用实例组「Cloud」',
  ],
  [
    { kind: 'client', pattern: '*python*' },
    'when the program is “*python*” use group Cloud',
    '客户端程序为「*python*」时，使用实例组「Cloud」',
  ],
  [
    { kind: 'key-label', label: 'reports' },
    'when the key is “reports” use group Cloud',
    '访问密钥为「reports」时，使用实例组「Cloud」',
  ],
  [
    { kind: 'queue-longer', ms: 120_000 },
    'when the first group would make it wait longer than 2 min use group Cloud',
    '首个实例组的排队时间超过 2 分钟时，使用实例组「Cloud」',
  ],
  [
    { kind: 'first-token-slower', ms: 1_500 },
    'when the first group takes longer than 1500 ms to begin its answer use group Cloud',
    '首个实例组开始回答的耗时超过 1500 毫秒时，使用实例组「Cloud」',
  ],
  [
    { kind: 'share', percent: 10 },
    'when the conversation falls into a share of 10 % use group Cloud',
    '对话落入 10% 的分流范围时，使用实例组「Cloud」',
  ],
  [
    { kind: 'on-battery' },
    'when the computer runs on battery use group Cloud',
    '电脑使用电池供电时，使用实例组「Cloud」',
  ],
  [
    { kind: 'time-of-day', from: '22:00', to: '06:30' },
    'when it is between 22:00 and 06:30 use group Cloud',
    '时间在 22:00 至 06:30 之间时，使用实例组「Cloud」',
  ],
])('%o is a sentence in both languages', (condition, english, chinese) => {
  expect(inWords([condition])).toEqual([english, chinese]);
});

test('several conditions, and a group that is only tried first', () => {
  expect(
    inWords([{ kind: 'has-images' }, { kind: 'on-battery' }, { kind: 'has-tools' }], 'first', '云端'),
  ).toEqual([
    'when there are images and the computer runs on battery and there are tools try group 云端 first',
    '请求带有图片，且电脑使用电池供电，且请求带有工具时，优先使用实例组「云端」',
  ]);
});

test.each([
  [{ kind: 'prompt-longer', tokens: 0 }],
  [{ kind: 'share', percent: 0 }],
  [{ kind: 'share', percent: 101 }],
  [{ kind: 'time-of-day', from: '24:00', to: '06:00' }],
  [{ kind: 'time-of-day', from: '06:00', to: '06:00' }],
  [{ kind: 'time-of-day', from: '6:00', to: '07:00' }],
  [{ kind: 'client', pattern: ' ' }],
  [{ kind: 'has-images', also: true }],
  [{ kind: 'moon-phase' }],
])('%o is no condition', (condition) => {
  expect(conditionSchema.safeParse(condition).success).toBe(false);
});

test('a rule has at least one condition, and goes to its group alone unless it says otherwise', () => {
  expect(ruleSchema.safeParse({ when: [], pool: 'Cloud' }).success).toBe(false);
  expect(ruleSchema.parse({ when: [{ kind: 'on-battery' }], pool: 'Cloud' }).mode).toBe('only');
});
