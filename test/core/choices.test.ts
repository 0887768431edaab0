import { expect, test } from 'vitest';
import { withChoice, withPin } from '../../main/core/choices.ts';
import { withAlias, withoutUpstream } from '../../main/core/routes.ts';
import type { ModelRef } from '../../shared/model.ts';
import { defaultSettings, maxRecent } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';

const ref = (model: string): ModelRef => ({ upstream: 'a', model });

function choose(settings: Settings, model: string): Settings {
  return withChoice(settings, withAlias(settings, 'active', ref(model), 'user'));
}
const names = ({ recent }: Settings): string[] => recent.map(({ model }) => model);

test('the newest choice comes first, and each only once', () => {
  const settings = ['x', 'y', 'z', 'x'].reduce(choose, defaultSettings);
  expect(names(settings)).toEqual(['x', 'z', 'y']);
});

test('what the program had chosen can be gone back to', () => {
  const first = withAlias(defaultSettings, 'active', ref('own'), 'first-listed');
  expect(names(choose(first, 'mine'))).toEqual(['mine', 'own']);
});

test('no more are remembered than there is room for', () => {
  const many = Array.from({ length: 12 }, (_, at) => `m${at}`);
  const settings = many.reduce(choose, defaultSettings);
  expect(settings.recent).toHaveLength(maxRecent);
  expect(names(settings)[0]).toBe('m11');
});

test('a pin stands once, can be taken away, and goes with its server like the choices', () => {
  const pinned = withPin(withPin(choose(defaultSettings, 'x'), ref('x'), true), ref('x'), true);
  expect(pinned.pinned).toEqual([ref('x')]);
  expect(withPin(pinned, ref('x'), true)).toBe(pinned);
  expect(withPin(pinned, ref('x'), false).pinned).toEqual([]);
  expect(withoutUpstream(pinned, 'a')).toMatchObject({ recent: [], pinned: [] });
});
