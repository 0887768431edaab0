import { expect, test } from 'vitest';
import { keepSame } from '../../renderer/keep-same.ts';

const state = () => ({
  revision: 1,
  upstreams: [
    { slug: 'a', models: [{ id: 'x', context: { loaded: null } }], fixes: {} },
    { slug: 'b', models: [], fixes: {} },
  ],
  active: null as { model: string } | null,
});

test('what says the same stays the same object, all of it too', () => {
  const before = state();
  expect(keepSame(before, state())).toBe(before);
});

test('a change replaces what holds it and nothing beside', () => {
  const before = state();
  const next = { ...state(), revision: 2, active: { model: 'x' } };
  const [first, second] = next.upstreams;
  if (first !== undefined) first.slug = 'c';
  const kept = keepSame(before, next);
  expect(kept).toEqual(next);
  expect(kept.upstreams[0]).not.toBe(before.upstreams[0]);
  expect(kept.upstreams[0]?.models).toBe(before.upstreams[0]?.models);
  expect(kept.upstreams[1]).toBe(before.upstreams[1]);
  expect(second).not.toBe(before.upstreams[1]);
});

test('lists that grow or shrink, fields that come or go, and other kinds of values are taken as they come', () => {
  const pairs: [unknown, unknown][] = [
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: [] }, { a: {} }],
    [null, {}],
    [{}, null],
    [{ toString: 1 }, { valueOf: 1 }],
    ['1', 1],
  ];
  for (const [before, next] of pairs) {
    const kept = keepSame(before, next);
    expect(kept).toStrictEqual(next);
    expect(kept).not.toBe(before);
  }
});
