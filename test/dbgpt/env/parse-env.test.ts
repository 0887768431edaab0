import { expect, test } from 'vitest';
import { findLast, parseEnv } from '../../../main/dbgpt/env/parse-env.ts';

const valueOf = (text: string, key = 'A'): string | null | undefined => findLast(parseEnv(text), key)?.value;

/** What python-dotenv 1.x gives for the same text. */
test.each([
  ['A=b', 'b'],
  ['A = b ', 'b'],
  ['export A=b', 'b'],
  ["'A'=b", 'b'],
  ['A=', ''],
  ['A=b # c', 'b'],
  ['A=b#c', 'b#c'],
  ['A="b # c"', 'b # c'],
  ["A='b # c' # d", 'b # c'],
  ['A="b\nc"', 'b\nc'],
  ['A="b\\nc\\"d"', 'b\nc"d'],
  ["A='b\\nc\\'d'", "b\\nc'd"],
  ['A=1\nA=2', '2'],
  ['A=1\r\nA=2\r\n', '2'],
  ['\uFEFFA=b', undefined],
  ['\uFEFFexport A=b\nA=c', 'c'],
  ['\uFEFF# mine\nA=b', 'b'],
  ['\uFEFF\r\nA=b', 'b'],
  ['# A=1\nA=2 \n#A=3', '2'],
  ['  A=b', 'b'],
  ['A=b=c', 'b=c'],
  ['A=1\nA="open\nB=2', '1'],
  ["A=1\n'A=2", '1'],
  ['A=1\nB="over\nA=2" junk\nC=3', '1'],
  ['A=b # c\u2028d', 'b'],
])('%j', (text, value) => {
  expect(valueOf(text)).toBe(value);
});

test('a key without a value unsets what was there', () => {
  expect(valueOf('A=1\nA\n')).toBeNull();
});

test('a line that cannot be read is named, and the next ones count', () => {
  const file = parseEnv('A=1\nB="open\nC=3\n=x\n');
  expect(file.unreadable).toEqual([2, 4]);
  expect(file.bindings.map(({ key, line }) => [key, line])).toEqual([
    ['A', 1],
    ['C', 3],
  ]);
});

test('a first line that a byte order mark takes away is named, a comment there is not', () => {
  expect(parseEnv('\uFEFFA=1\nB=2').unreadable).toEqual([1]);
  expect(parseEnv('\uFEFF# A=1\nB=2').unreadable).toEqual([]);
});

test('the range of a value is the value as it stands', () => {
  const text = 'A="x y" # why\nB=z   # how\r\n';
  const shown = parseEnv(text).bindings.map(({ valueStart, valueEnd }) => text.slice(valueStart, valueEnd));
  expect(shown).toEqual(['"x y"', 'z']);
});
