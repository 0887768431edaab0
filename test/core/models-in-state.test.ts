import { expect, test } from 'vitest';
import { chosenModels, modelsInState, mostModels } from '../../main/core/models-in-state.ts';
import { unknownModel, withSources } from '../../shared/model.ts';
import type { DescribedModel } from '../../shared/model.ts';
import { defaultSettings, routeSchema } from '../../shared/settings.ts';

const listOf = (slug: string, count: number): { slug: string; models: DescribedModel[] } => ({
  slug,
  models: Array.from({ length: count }, (_unused, at) =>
    withSources(unknownModel(`${slug}-${at}`, 'this-machine'), {}),
  ),
});
const idsOf = (models: ReturnType<typeof modelsInState>, slug: string): string[] =>
  (models.get(slug) ?? []).map(({ id }) => id);
const plenty = 1_000_000;

test('lists that fit are whole, in their order and without sources', () => {
  const models = modelsInState([listOf('a', 3), listOf('b', 1)], [{ upstream: 'a', model: 'a-2' }], plenty);
  expect(idsOf(models, 'a')).toEqual(['a-0', 'a-1', 'a-2']);
  expect(idsOf(models, 'b')).toEqual(['b-0']);
  expect(models.get('a')?.[0]).not.toHaveProperty('sources');
});

test('a long list leaves the short ones whole, and has all the room that they do not need', () => {
  const models = modelsInState([listOf('long', 1_000), listOf('short', 5), listOf('none', 0)], [], plenty);
  expect(idsOf(models, 'short')).toHaveLength(5);
  expect(idsOf(models, 'long')).toHaveLength(mostModels - 5);
  expect(idsOf(models, 'none')).toEqual([]);
});

test('what is chosen is there, however far down its list it stands', () => {
  const chosen = [
    { upstream: 'b', model: 'b-399' },
    { upstream: 'gone', model: 'x' },
    { upstream: 'a', model: 'nobody lists this' },
  ];
  const models = modelsInState([listOf('a', 400), listOf('b', 400)], chosen, plenty);
  expect(idsOf(models, 'b').at(-1)).toBe('b-399');
  expect(idsOf(models, 'a').length + idsOf(models, 'b').length).toBe(mostModels);
});

test('they take no more bytes than there is room for, and the chosen ones come first', () => {
  const servers = [listOf('a', 40), listOf('b', 40)];
  const chosen = [{ upstream: 'b', model: 'b-39' }];
  for (const room of [0, 150, 250, 1_000, 5_000]) {
    const models = modelsInState(servers, chosen, room);
    const all = [...models.values()].flat();
    const bytes = all.reduce((sum, model) => sum + Buffer.byteLength(JSON.stringify(model)), 0);
    expect(bytes).toBeLessThanOrEqual(room);
    if (room >= 250) expect(idsOf(models, 'b')).toContain('b-39');
  }
});

test('chosen is where aliases lead first, then pins and last choices, then all else of the routes', () => {
  const ref = (model: string) => ({ upstream: 'a', model });
  const routes = [
    routeSchema.parse({ alias: 'active', chosen: 'user', pools: [{ candidates: [ref('one'), ref('two')] }] }),
    routeSchema.parse({ alias: 'team', chosen: 'user', pools: [{ candidates: [ref('three')] }] }),
  ];
  const settings = { ...defaultSettings, routes, pinned: [ref('pin')], recent: [ref('last')] };
  const order = [...new Set(chosenModels(settings).map(({ model }) => model))];
  expect(order).toEqual(['one', 'three', 'pin', 'last', 'two']);
});
