import { expect, test } from 'vitest';
import { grown } from '../../renderer/views/ask/growing-text.ts';
import type { GrowingText } from '../../renderer/views/ask/growing-text.ts';

const mostAtOnce = 32_768;

for (const [kind, unit] of [
  ['lines', 'One line of an answer.\n'],
  ['words', 'word '],
  ['no end at all', 'é'],
  ['characters of two units', '🦙'],
] as const)
  test(`pieces of any size make the same text, and only the last block changes (${kind})`, () => {
    let text: GrowingText = [];
    let whole = '';
    for (const count of [0, 1, 8_191, 1, 8_192, 20_000, 3, 100_000]) {
      const piece = unit.repeat(count);
      const before = text;
      text = grown(text, piece);
      whole += piece;
      expect(text.join('')).toBe(whole);
      expect(text.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      expect(Math.max(0, ...text.map((block) => block.length))).toBeLessThanOrEqual(mostAtOnce);
    }
    expect(text.length).toBeLessThanOrEqual(Math.ceil(whole.length / 8_192));
    // Half a character at the end of a block would match.
    expect(text.some((block) => /[\ud800-\udbff]$/.test(block))).toBe(false);
  });

test('blocks end with a line wherever a line ends within a page', () => {
  const text = grown([], 'One line of an answer.\n'.repeat(10_000) + 'and a last one');
  expect(text.slice(0, -1).every((block) => block.endsWith('\n'))).toBe(true);
  expect(text.at(-1)?.endsWith('and a last one')).toBe(true);
});

test('a line’s end that opens a block stays where it is', () => {
  const text = grown(grown([], `${'x'.repeat(9_000)}\n`), 'next');
  expect(text).toEqual([`${'x'.repeat(9_000)}\n`, 'next']);
});

test('nothing new is nothing changed', () => {
  const text = grown([], 'a');
  expect(grown(text, '')).toBe(text);
});
