import { expect, test } from 'vitest';
import { grown } from '../../renderer/views/ask/growing-text.ts';
import type { GrowingText } from '../../renderer/views/ask/growing-text.ts';

test('pieces of any size make the same text, and only the last block changes', () => {
  let text: GrowingText = [];
  let whole = '';
  for (const length of [0, 1, 8_191, 1, 8_192, 20_000, 3, 1_000_000]) {
    const piece = 'é'.repeat(length);
    const before = text;
    text = grown(text, piece);
    whole += piece;
    expect(text.join('')).toBe(whole);
    expect(text.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(Math.max(0, ...text.map((block) => block.length))).toBeLessThanOrEqual(8_192);
  }
  expect(text).toHaveLength(Math.ceil(whole.length / 8_192));
});

test('nothing new is nothing changed', () => {
  const text = grown([], 'a');
  expect(grown(text, '')).toBe(text);
});
