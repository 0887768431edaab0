import { expect, test } from 'vitest';
import { lockAgainst, locksFor } from '../../shared/locks.ts';
import { settingsSchema, settingsVersion } from '../../shared/settings.ts';

const here = { onlyThisMachine: true, noCloud: false };
const noCloud = { onlyThisMachine: false, noCloud: true };
const none = { onlyThisMachine: false, noCloud: false };

test.each([
  ['this-machine', here, null],
  ['private-network', here, 'onlyThisMachine'],
  ['cloud', { onlyThisMachine: true, noCloud: true }, 'onlyThisMachine'],
  ['private-network', noCloud, null],
  ['cloud', noCloud, 'noCloud'],
  ['unknown', noCloud, 'noCloud'],
  ['unknown', none, null],
] as const)('a model at %s under %o is kept out by %s', (location, locks, expected) => {
  expect(lockAgainst(location, locks)).toBe(expected);
});

test('a route tightens the locks of all and never loosens them', () => {
  const pools = [{ candidates: [{ upstream: 'ollama', model: 'qwen3:8b' }] }];
  const settings = settingsSchema.parse({
    version: settingsVersion,
    locks: noCloud,
    routes: [
      { alias: 'team', pools, chosen: 'user', locks: here },
      { alias: 'open', pools, chosen: 'user' },
    ],
  });
  expect(locksFor(settings, 'team')).toEqual({ onlyThisMachine: true, noCloud: true });
  expect(locksFor(settings, 'open')).toEqual(noCloud);
  expect(locksFor(settings, 'nobody')).toEqual(noCloud);
});
