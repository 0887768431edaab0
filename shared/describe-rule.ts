/** A rule as a sentence that people read: "when the prompt is longer than 12,000 tokens use group Cloud". */
import type { Message } from './i18n/index.ts';
import { message } from './i18n/index.ts';
import type { Condition, Rule } from './route-rules.ts';

export function describeRule({ when, pool, mode }: Rule): Message {
  const conditions = when.map(describeCondition);
  const [first, ...rest] = conditions;
  const all = rest.reduce<Message | undefined>(
    (left, right) => (left === undefined ? right : message('rule.and', { left, right })),
    first,
  );
  const key = mode === 'only' ? 'rule.use' : 'rule.tryFirst';
  return message(key, { when: all ?? message('rule.when.always'), pool });
}

/** What has to hold, as a part of a sentence that follows "when". */
export function describeCondition(condition: Condition): Message {
  switch (condition.kind) {
    case 'prompt-longer':
      return message('rule.when.prompt-longer', { tokens: grouped(condition.tokens) });
    case 'requested-model':
      return message('rule.when.requested-model', { pattern: condition.pattern });
    case 'client':
      return message('rule.when.client', { pattern: condition.pattern });
    case 'key-label':
      return message('rule.when.key-label', { label: condition.label });
    case 'queue-longer':
      return message('rule.when.queue-longer', { time: duration(condition.ms) });
    case 'first-token-slower':
      return message('rule.when.first-token-slower', { time: duration(condition.ms) });
    case 'share':
      return message('rule.when.share', { percent: condition.percent });
    case 'time-of-day':
      return message('rule.when.time-of-day', { from: condition.from, to: condition.to });
    case 'has-images':
    case 'has-tools':
    case 'json-mode':
    case 'on-battery':
      return { key: `rule.when.${condition.kind}` };
  }
}

/** `12,000`, as both languages write it. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function duration(ms: number): Message {
  if (ms % 60_000 === 0) return message('rule.minutes', { count: ms / 60_000 });
  return ms % 1000 === 0 || ms >= 10_000
    ? message('rule.seconds', { count: Math.round(ms / 1000) })
    : message('rule.milliseconds', { count: ms });
}
