import { expect, test } from 'vitest';
import { alignColumns, displayWidth } from '../../main/cli/columns.ts';

test.each([
  ['abc', 3],
  ['模型', 4],
  ['本机 a', 6],
  ['（演）', 6],
  ['「a」', 5],
  ['ｆ', 2],
  ['e\u0301', 1],
  ['👍', 2],
  ['', 0],
])('%s takes %d columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('cells of both scripts begin at the same column', () => {
  const lines = alignColumns([
    ['当前模型', 'a'],
    ['key', 'b'],
    ['x', '', 'c'],
  ]);
  expect(lines).toEqual(['当前模型  a', 'key       b', 'x            c']);
});

test('no space stands at a line’s end', () => {
  expect(
    alignColumns([
      ['long one', ''],
      ['x', 'y'],
    ]),
  ).toEqual(['long one', 'x         y']);
  expect(alignColumns([])).toEqual([]);
});
