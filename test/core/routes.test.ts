import { expect, test } from 'vitest';
import {
  aliasTarget,
  firstOf,
  isDemoAvailable,
  routesOf,
  takenSlugs,
  withAlias,
  withoutUpstream,
} from '../../main/core/routes.ts';
import { defaultSettings, routeSchema } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';

const chosen = withAlias(defaultSettings, 'active', { upstream: 'a', model: 'm' }, 'user');
const demoOff: Settings = { ...defaultSettings, demo: { mode: 'off', retired: false } };
const retired: Settings = { ...defaultSettings, demo: { mode: 'auto', retired: true } };

test('the demo is active until a real model was there, and never comes back by itself', () => {
  expect(firstOf(aliasTarget(defaultSettings, 'active', false))?.upstream).toBe('demo');
  expect(aliasTarget(retired, 'active', false)).toBeNull();
  expect(aliasTarget(demoOff, 'active', false)).toBeNull();
  expect(isDemoAvailable(retired, false)).toBe(false);
});

test('a pinned demo answers whatever the settings say', () => {
  expect(firstOf(aliasTarget(chosen, 'active', true))?.upstream).toBe('demo');
  expect(firstOf(aliasTarget(retired, 'embedding', true))?.upstream).toBe('demo');
});

test('the demo embeds for nobody who did not ask for it', () => {
  expect(aliasTarget(defaultSettings, 'embedding', false)).toBeNull();
});

test('an alias points at one model, and at nothing where it is cleared', () => {
  const target = aliasTarget(chosen, 'active', false);
  expect(target).toMatchObject({ chosen: 'user', route: { alias: 'active', rules: [] } });
  expect(target?.route.pools).toEqual([
    { strategy: 'least-in-flight', candidates: [{ upstream: 'a', model: 'm' }] },
  ]);
  const moved = withAlias(chosen, 'active', { upstream: 'b', model: 'n' }, 'user');
  expect(moved.routes).toHaveLength(1);
  expect(withAlias(moved, 'active', null, 'user').routes).toEqual([]);
});

test('no route leads to a server that was removed', () => {
  const both = withAlias(chosen, 'embedding', { upstream: 'b', model: 'e' }, 'user');
  expect(withoutUpstream(both, 'a').routes.map(({ alias }) => alias)).toEqual(['embedding']);
});

const team = routeSchema.parse({
  alias: 'team',
  chosen: 'user',
  pools: [
    { name: 'Here', candidates: [{ upstream: 'a', model: 'm' }] },
    { name: 'There', candidates: [{ upstream: 'b', model: 'n' }] },
  ],
  rules: [
    { when: [{ kind: 'has-images' }], pool: 'There' },
    { when: [{ kind: 'has-tools' }], pool: 'Here' },
  ],
  locks: { noCloud: true },
});
const withTeam: Settings = { ...chosen, routes: [...chosen.routes, team] };

test('a group that goes with its server takes the rules that name it along', () => {
  const left = withoutUpstream(withTeam, 'b').routes.find(({ alias }) => alias === 'team');
  expect(left?.pools.map(({ name }) => name)).toEqual(['Here']);
  expect(left?.rules.map(({ pool }) => pool)).toEqual(['Here']);
});

test('switching what an alias points at keeps its locks', () => {
  const active = { ...team, alias: 'active' };
  const moved = withAlias(
    { ...defaultSettings, routes: [active] },
    'active',
    { upstream: 'b', model: 'n' },
    'user',
  );
  expect(moved.routes).toMatchObject([{ locks: { noCloud: true }, rules: [] }]);
  expect(moved.routes[0]?.pools).toHaveLength(1);
});

test('the fixed aliases come first, then those that the user made', () => {
  expect(routesOf(withTeam, false).map(({ alias }) => alias)).toEqual(['active', 'embedding', 'team']);
  expect(routesOf(withTeam, false)[1]?.pools).toEqual([]);
});

test('a new server gets no name that leads somewhere already', () => {
  const taken = takenSlugs(withTeam);
  expect(['team', 'active', 'embedding', 'demo', 'v1'].every((name) => taken.has(name))).toBe(true);
});
