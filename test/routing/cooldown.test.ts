import { expect, test } from 'vitest';
import { createCooldown, readRetryAfter } from '../../main/routing/cooldown.ts';
import { createDecaying } from '../../main/routing/decaying.ts';
import type { Failure } from '../../main/routing/failure.ts';

const refused: Failure = { kind: 'rate-limited', status: 429, said: null };
const told = (retryAfterMs: number): Failure => ({ ...refused, retryAfterMs });

test('a server’s own word is kept to the millisecond', () => {
  const cooldown = createCooldown();
  cooldown.note(told(7_000), 1_000);
  expect(cooldown.rest(1_000)).toEqual({ remainingMs: 7_000, isTold: true });
  expect(cooldown.rest(7_999)).toEqual({ remainingMs: 1, isTold: true });
  expect(cooldown.rest(8_000)).toBeNull();
});

test('an hour is taken as five minutes: then it is asked again', () => {
  const cooldown = createCooldown();
  cooldown.note(told(3_600_000), 0);
  expect(cooldown.rest(0)).toEqual({ remainingMs: 300_000, isTold: true });
});

test('without a word the rest is guessed, and doubles with each refusal', () => {
  const cooldown = createCooldown();
  const rests = [0, 1, 2, 3, 4, 5, 6].map(() => {
    cooldown.note(refused, 0);
    return cooldown.rest(0)?.remainingMs;
  });
  expect(rests).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(cooldown.rest(0)?.isTold).toBe(false);
  cooldown.reset();
  expect(cooldown.rest(0)).toBeNull();
  cooldown.note(refused, 0);
  expect(cooldown.rest(0)?.remainingMs).toBe(2_000);
});

test('503 with Retry-After is a refusal too; nothing else is', () => {
  const cooldown = createCooldown();
  cooldown.note({ kind: 'bad-answer', status: 503, said: null }, 0);
  cooldown.note({ kind: 'context-overflow', status: 400, said: null, promptTokens: 9, contextTokens: 8 }, 0);
  cooldown.note({ kind: 'cut' }, 0);
  expect(cooldown.rest(0)).toBeNull();
  cooldown.note({ kind: 'bad-answer', status: 503, said: null, retryAfterMs: 3_000 }, 0);
  expect(cooldown.rest(0)).toEqual({ remainingMs: 3_000, isTold: true });
});

const now = Date.UTC(2026, 10, 21, 9, 0, 0);
test.each([
  [{ retryAfter: '2' }, 2_000],
  [{ retryAfter: '1.5' }, 1_500],
  [{ retryAfter: '60', retryAfterMs: '250' }, 250],
  [{ retryAfter: 'Sat, 21 Nov 2026 09:00:30 GMT' }, 30_000],
  [{ retryAfter: 'Sat, 21 Nov 2026 08:00:00 GMT' }, 0],
  [{ retryAfter: 'soon' }, null],
  [{ retryAfter: '-5x' }, null],
  [{}, null],
])('%o asks for %s ms', (headers, expected) => {
  expect(readRetryAfter(headers, now)).toBe(expected);
});

test('a measured value follows its samples and fades with age', () => {
  const value = createDecaying(60_000);
  expect(value.value(0)).toBeNull();
  value.note(1_000, 0);
  expect(value.value(0)).toBe(1_000);
  expect(value.value(60_000)).toBe(500);
  value.note(100, 0);
  expect(value.value(0)).toBeCloseTo(820);
  for (let n = 0; n < 30; n += 1) value.note(100, 0);
  expect(value.value(0)).toBeLessThan(105);
  value.note(900, 600_000);
  expect(value.value(600_000)).toBeGreaterThan(890);
  value.reset();
  expect(value.value(0)).toBeNull();
});
