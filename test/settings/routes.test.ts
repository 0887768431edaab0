import { expect, test } from 'vitest';
import { classifyEdit } from '../../main/settings/classify-edit.ts';
import { loadSettings } from '../../main/settings/load-settings.ts';
import { validateSettings } from '../../main/settings/validate.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { defaultSettings, routeSchema, settingsVersion } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { defaultLimits, limitsOf } from '../../shared/upstream-limits.ts';
import { useTempDirs } from './temp-dir.ts';

const tempDir = useTempDirs();

const server = { slug: 'a', name: 'A', kind: 'ollama', baseUrl: 'http://127.0.0.1:1' };
const pool = { candidates: [{ upstream: 'a', model: 'm' }] };

function checked(facts: Record<string, unknown>): string {
  const result = validateSettings({ version: settingsVersion, upstreams: [server], ...facts });
  return result.ok ? 'fits' : renderMessage('en', result.reason);
}

/** As a ModelTray before routes had strategies, rules and locks wrote it. */
const older = {
  version: 1,
  upstreams: [server],
  routes: [{ alias: 'active', pools: [pool], chosen: 'already-loaded' }],
};

test('a file from before routes could do more loads, and nothing changes by it', () => {
  const dir = tempDir();
  dir.write('settings.json', JSON.stringify(older));
  const { settings, problem, migratedFrom } = loadSettings(dir.path, { now: () => 0 });
  expect({ problem, migratedFrom }).toEqual({ problem: null, migratedFrom: null });
  expect(settings.routes).toEqual([
    {
      alias: 'active',
      pools: [{ strategy: 'least-in-flight', candidates: [{ upstream: 'a', model: 'm' }] }],
      chosen: 'already-loaded',
      rules: [],
      locks: { onlyThisMachine: false, noCloud: false },
      allowLargerContext: true,
      options: { usage: 'auto', think: 'split', temperature: null },
    },
  ]);
  expect(settings.upstreams.map(limitsOf)).toEqual([defaultLimits]);
});

test('limits that are left out have their defaults', () => {
  expect(checked({ upstreams: [{ ...server, limits: { maxConcurrent: 4 } }] })).toBe('fits');
  expect(defaultLimits).toEqual({
    maxConcurrent: null,
    queueLength: 100,
    queueWaitMs: 300_000,
    onAbort: 'cancel',
    weight: 1,
    firstByteMs: null,
  });
});

const named = (...names: string[]): unknown[] => names.map((name) => ({ ...pool, name }));
const route = (facts: Record<string, unknown>): unknown[] => [
  { alias: 'team', chosen: 'user', pools: [pool], ...facts },
];

test.each<[Record<string, unknown>, string]>([
  [{ routes: route({}) }, 'fits'],
  [{ routes: route({ alias: 'a' }) }, '“routes[0].alias” is a, which is the name of a server'],
  [{ routes: route({ alias: 'v1' }) }, '“routes[0].alias” has a value that is not allowed'],
  [{ routes: route({ alias: 'demo' }) }, '“routes[0].alias” has a value that is not allowed'],
  [{ routes: route({ alias: 'Über' }) }, '“routes[0].alias” has a value that is not allowed'],
  [{ routes: route({ alias: 'embedding' }) }, 'fits'],
  [
    { routes: [...route({}), ...route({})] },
    '“routes[1].alias” repeats team, which stands earlier in the list',
  ],
  [
    { routes: route({ pools: named('Here', 'Here') }) },
    '“routes[0].pools[1].name” repeats Here, which stands earlier in the list',
  ],
  [{ routes: route({ pools: [pool, pool] }) }, 'fits'],
  [
    { routes: route({ rules: [{ when: [{ kind: 'has-images' }], pool: 'Cloud' }] }) },
    '“routes[0].rules[0].pool” names the group Cloud, which its route does not have',
  ],
  [
    {
      routes: route({
        pools: named('Here', 'Cloud'),
        rules: [{ when: [{ kind: 'has-images' }], pool: 'Cloud' }],
      }),
    },
    'fits',
  ],
  [
    { routes: route({ pools: [{ candidates: [{ upstream: 'demo', model: 'm' }] }] }) },
    '“routes[0].pools[0].candidates[0].upstream” has a value that is not allowed',
  ],
  [
    { routes: route({ pools: [{ ...pool, strategy: 'luck' }] }) },
    '“routes[0].pools[0].strategy” must be one of least-in-flight, round-robin, weighted, fastest, prefix-affinity',
  ],
  [
    { upstreams: [{ ...server, limits: { maxConcurrent: 0 } }] },
    '“upstreams[0].limits.maxConcurrent” must be at least 1',
  ],
])('%o: %s', (facts, expected) => {
  expect(checked(facts)).toBe(expected);
});

test('what a newer version wrote is used without what clashes', () => {
  const dir = tempDir();
  const rules = [{ when: [{ kind: 'has-images' }], pool: 'Gone' }];
  const routes = [...route({ alias: 'a' }), ...route({ alias: 'b', rules })];
  dir.write('settings.json', JSON.stringify({ version: 9, upstreams: [server], routes }));
  const { settings } = loadSettings(dir.path, { now: () => 0 });
  expect(settings.routes.map(({ alias, rules: kept }) => [alias, kept])).toEqual([['b', []]]);
});

test('a lock taken off a route by an outside edit waits for a word; a route that is gone does not', () => {
  const withLocks = (locks: Record<string, boolean>): Settings => ({
    ...defaultSettings,
    routes: [routeSchema.parse({ alias: 'team', chosen: 'user', pools: [pool], locks })],
  });
  const locked = withLocks({ noCloud: true });
  expect(classifyEdit(locked, withLocks({})).widens).toEqual(['routes.team.locks.noCloud']);
  expect(classifyEdit(withLocks({}), locked).widens).toEqual([]);
  expect(classifyEdit(locked, defaultSettings).widens).toEqual([]);
  expect(classifyEdit(defaultSettings, withLocks({})).widens).toEqual([]);
});
