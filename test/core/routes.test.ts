import { expect, test } from 'vitest';
import { aliasTarget, firstOf, isDemoAvailable, withAlias, withoutUpstream } from '../../main/core/routes.ts';
import { defaultSettings } from '../../shared/settings.ts';
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
  expect(aliasTarget(chosen, 'active', false)).toEqual({
    pools: [[{ upstream: 'a', model: 'm' }]],
    chosen: 'user',
  });
  const moved = withAlias(chosen, 'active', { upstream: 'b', model: 'n' }, 'user');
  expect(moved.routes).toHaveLength(1);
  expect(withAlias(moved, 'active', null, 'user').routes).toEqual([]);
});

test('no route leads to a server that was removed', () => {
  const both = withAlias(chosen, 'embedding', { upstream: 'b', model: 'e' }, 'user');
  expect(withoutUpstream(both, 'a').routes.map(({ alias }) => alias)).toEqual(['embedding']);
});
