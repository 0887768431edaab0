import { expect, test } from 'vitest';
import { findJsonError } from '../../main/settings/json-error.ts';

test.each(['null', ' [ ] ', '{"a":[1,-2.5e+3,"\\u00e9\\n",{"b":true}],"":{}}\n', '"文"'])(
  '%j is JSON',
  (text) => {
    JSON.parse(text);
    expect(findJsonError(text)).toBeNull();
  },
);

test.each([
  ['{"a":1,}', 1, 8],
  ['{"a":1\n "b":2}', 2, 2],
  ['{a:1}', 1, 2],
  ["{'a':1}", 1, 2],
  ['[1,]', 1, 4],
  ['{"a":"x\ny"}', 1, 6],
  ['{"a":01}', 1, 7],
  ['{"a":1} x', 1, 9],
  ['// note\n{}', 1, 1],
  ['{"a":\n\n', 3, 1],
  ['\uFEFF\uFEFF{}', 1, 1],
])('%j breaks at line %i, column %i', (text, line, column) => {
  expect(() => {
    JSON.parse(text);
  }).toThrow();
  expect(findJsonError(text)).toEqual({ line, column });
});

test('thousands of open brackets are no trouble', () => {
  expect(findJsonError('['.repeat(100_000))).not.toBeNull();
});
