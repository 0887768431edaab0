import { expect, test } from 'vitest';
import { narrowed, shownAtOnce } from '../../renderer/choice-list.ts';

const itemsOf = (slug: string, count: number) =>
  Array.from({ length: count }, (_unused, at) => ({ value: `${slug}/m-${at}`, label: `m-${at}` }));
const options = [
  { value: 'active', label: 'The active model' },
  { group: 'Router', items: itemsOf('router', 400) },
  { group: 'Near', items: itemsOf('near', 3) },
];
const valuesOf = (shown: ReturnType<typeof narrowed>['options']): string[] =>
  shown.flatMap((option) => ('group' in option ? option.items : [option]).map(({ value }) => value));

test('no more is drawn than is read, what is chosen always, and the rest is counted', () => {
  const shown = narrowed(options, '', ['near/m-2', 'router/m-399', 'gone']);
  const values = valuesOf(shown.options);
  expect(values).toHaveLength(shownAtOnce + 2);
  expect([values[0], ...values.slice(-2)]).toEqual(['active', 'router/m-399', 'near/m-2']);
  expect(shown).toMatchObject({ models: shownAtOnce + 1, left: 404 - shownAtOnce - 2 });
});

test('typing reaches every one, by its server too, and groups without any are left out', () => {
  const one = narrowed(options, 'near 1', []);
  expect(one.options).toEqual([{ group: 'Near', items: [{ value: 'near/m-1', label: 'm-1' }] }]);
  expect(valuesOf(narrowed(options, 'm-399', ['near/m-2']).options)).toEqual(['router/m-399']);
  expect(valuesOf(narrowed(options, 'active', []).options)).toEqual(['active']);
  expect(narrowed(options, 'nobody', [])).toEqual({ options: [], models: 0, left: 0 });
});
