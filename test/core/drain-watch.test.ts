import { expect, test } from 'vitest';
import { createDrainWatch } from '../../main/core/drain-watch.ts';
import type { ModelRef } from '../../shared/model.ts';

const ref = (upstream: string): ModelRef => ({ upstream, model: 'm' });
const [a, b, c] = [ref('a'), ref('b'), ref('c')];

function watch(busy: [ModelRef, number][]) {
  return createDrainWatch(() => busy.map(([one, count]) => ({ ref: one, count })));
}

test('only what was active at the switch and still answers counts', () => {
  const busy: [ModelRef, number][] = [
    [a, 2],
    [c, 5],
  ];
  const drain = watch(busy);
  expect(drain.list()).toEqual([]);
  drain.note([a], [b]);
  expect(drain.list()).toEqual([{ ...a, count: 2 }]);
});

test('a model that was idle at the switch is not waited for when it is asked by name', () => {
  const busy: [ModelRef, number][] = [];
  const drain = watch(busy);
  drain.note([a], [b]);
  busy.push([a, 1]);
  expect(drain.list()).toEqual([]);
});

test('once it is done it is forgotten, and a later request does not count', () => {
  const busy: [ModelRef, number][] = [[a, 1]];
  const drain = watch(busy);
  drain.note([a], [b]);
  busy.pop();
  expect(drain.list()).toEqual([]);
  busy.push([a, 1]);
  expect(drain.list()).toEqual([]);
});

test('switching back ends it, and a group’s other servers are no rest of a switch', () => {
  const drain = watch([
    [a, 1],
    [b, 1],
  ]);
  drain.note([a, b], [b]);
  expect(drain.list().map(({ upstream }) => upstream)).toEqual(['a']);
  drain.note([b], [a, b]);
  expect(drain.list()).toEqual([]);
});
