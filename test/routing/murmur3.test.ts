import { expect, test } from 'vitest';
import { murmur3, unitHash } from '../../main/routing/murmur3.ts';

test.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['abc', 0, 0xb3dd93fa],
  ['test', 0, 0xba6bd213],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['Hello, world!', 0, 0xc0363e43],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
])('the hash of %s with seed %i is the reference’s', (text, seed, expected) => {
  expect(murmur3(text, seed)).toBe(expected);
});

test('a text counts as its UTF-8 bytes', () => {
  expect(murmur3('模型')).not.toBe(murmur3('模型 '));
  expect(murmur3('模型')).toBe(
    murmur3(new TextDecoder().decode(new Uint8Array([230, 168, 161, 229, 158, 139]))),
  );
});

test('near texts are spread evenly over (0, 1)', () => {
  const values = Array.from({ length: 10_000 }, (_unused, n) => unitHash(`conversation ${n}`));
  const tenths = Array.from(
    { length: 10 },
    (_unused, n) => values.filter((value) => Math.floor(value * 10) === n).length,
  );
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1_100);
  expect(values.every((value) => value > 0 && value < 1)).toBe(true);
});
