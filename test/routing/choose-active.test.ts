import { expect, test } from 'vitest';
import { chooseActive } from '../../main/routing/choose-active.ts';
import { model, upstream } from './snapshot.ts';

test('a loaded chat model comes before a newer one', () => {
  const a = upstream('a', [model('new', { changedAt: 9, loaded: false })]);
  const b = upstream('b', [model('old', { changedAt: 1, loaded: true })]);
  expect(chooseActive([a, b])).toEqual({ target: { upstream: 'b', model: 'old' }, chosen: 'already-loaded' });
});

test('with none loaded the most recently changed is chosen, else the first listed', () => {
  const a = upstream('a', [model('x', { changedAt: 1 }), model('y', { changedAt: 5 })]);
  expect(chooseActive([a])).toMatchObject({ target: { model: 'y' }, chosen: 'most-recent' });
  const undated = upstream('u', [model('x'), model('y')]);
  expect(chooseActive([undated])).toMatchObject({ target: { model: 'x' }, chosen: 'first-listed' });
});

test.each([
  ['an embedding model', upstream('a', [model('bge-m3', { type: 'embedding', loaded: true })])],
  ['a rerank model', upstream('a', [model('r', { type: 'rerank', loaded: true })])],
  ['a model that runs in the cloud', upstream('a', [model('c', { location: 'cloud', loaded: true })])],
  ['a cloud server’s model', upstream('a', [model('c', { loaded: true })], { location: 'cloud' })],
  ['a model that may be forwarded', upstream('a', [model('c', { loaded: true })], { location: 'unknown' })],
])('%s is never the first choice', (_what, only) => {
  expect(chooseActive([only])).toBeNull();
});
