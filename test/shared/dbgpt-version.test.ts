import { expect, test } from 'vitest';
import { isAtLeast, parseVersion, targetOf } from '../../shared/dbgpt-version.ts';

test.each([
  ['0.7.3', [0, 7, 3]],
  ['v0.8.1', [0, 8, 1]],
  ['0.8', [0, 8, 0]],
  ['0.8.0rc1', [0, 8, 0]],
  ['latest', null],
  ['', null],
])('%s is %j', (text, parts) => {
  expect(parseVersion(text)).toEqual(parts);
});

test.each([
  ['0.6.3', '0.7.0', false],
  ['0.7.0', '0.7.0', true],
  ['0.10.0', '0.8.1', true],
  ['1.0.0', '0.8.1', true],
  ['0.8.0', '0.8.1', false],
  ['unknown', '0.1.0', false],
])('%s is at least %s: %s', (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});

test.each([
  ['0.4.0', '0.6'],
  ['0.6.3', '0.6'],
  ['0.7.0', '0.7'],
  ['0.7.5', '0.7'],
  ['0.8.0', '0.8'],
  ['1.2.0', '0.8'],
  ['main', null],
])('%s reads what %s is', (version, target) => {
  expect(targetOf(version)).toBe(target);
});
