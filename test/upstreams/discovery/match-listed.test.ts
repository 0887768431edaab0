import { expect, test } from 'vitest';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { listedAt, matchMoved, unheard } from '../../../main/upstreams/discovery/match-listed.ts';
import type { Find, ListedServer } from '../../../main/upstreams/discovery/match-listed.ts';
import { tableOf } from '../../support/listeners.ts';

const server = (
  slug: string,
  kind: UpstreamKind,
  models: string[],
  baseUrl = 'http://127.0.0.1:1',
): ListedServer => ({
  slug,
  name: slug,
  kind,
  baseUrl,
  models,
});
const find = (port: number, kind: UpstreamKind, ids: string[]): Find => ({
  kind,
  baseUrl: `http://127.0.0.1:${port}`,
  models: ids.map((id) => ({ id })),
});
const moved = (finds: Find[], down: ListedServer[]): [string, string][] =>
  [...matchMoved(finds, down)].map(([baseUrl, slug]) => [baseUrl.replace(/.*:/, ''), slug]);

test('the only server of its kind that is down may be at the new address, whatever it serves', () => {
  expect(moved([find(2, 'vllm', ['b'])], [server('vllm', 'vllm', ['a'])])).toEqual([['2', 'vllm']]);
  expect(moved([find(2, 'vllm', ['b'])], [])).toEqual([]);
});

test('software without a mark of its own is told by its models only', () => {
  const down = [server('mine', 'openai-compatible', ['a'])];
  expect(moved([find(2, 'openai-compatible', ['b'])], down)).toEqual([]);
  expect(moved([find(2, 'openai-compatible', ['a'])], down)).toEqual([['2', 'mine']]);
});

test('another kind never is', () => {
  expect(moved([find(2, 'ollama', ['a'])], [server('vllm', 'vllm', ['a'])])).toEqual([]);
});

test('of two that are down the one with models in common, and neither where that does not tell', () => {
  const down = [server('one', 'vllm', ['a', 'b']), server('two', 'vllm', ['c'])];
  expect(moved([find(2, 'vllm', ['c', 'd'])], down)).toEqual([['2', 'two']]);
  expect(moved([find(2, 'vllm', ['e'])], down)).toEqual([]);
  expect(moved([find(2, 'vllm', ['a', 'c'])], down)).toEqual([]);
});

test('of two finds for one server the one with its models, and neither where both or none have them', () => {
  const down = [server('one', 'vllm', ['a'])];
  expect(moved([find(2, 'vllm', ['b']), find(3, 'vllm', ['a'])], down)).toEqual([['3', 'one']]);
  expect(moved([find(2, 'vllm', ['b']), find(3, 'vllm', ['c'])], down)).toEqual([]);
  expect(moved([find(2, 'vllm', ['a']), find(3, 'vllm', ['a'])], down)).toEqual([]);
});

test.each([
  ['http://127.0.0.1:8000', 'a'],
  ['http://[::1]:8000', 'a'],
  ['http://127.0.0.1:8001', null],
  ['http://127.0.0.1:9000', null],
])('%s is listed as %s', (baseUrl, slug) => {
  const listed = [
    server('a', 'vllm', [], 'http://localhost:8000/v1'),
    server('b', 'vllm', [], 'http://192.0.2.7:9000'),
  ];
  expect(listedAt(baseUrl, listed)).toBe(slug);
});

test('a listed server of the loopback whose port nobody listens on is unheard, a farther one never', () => {
  const listed = [
    server('there', 'vllm', [], 'http://localhost:8000/v1'),
    server('gone', 'vllm', [], 'http://127.0.0.1:8001'),
    server('elsewhere', 'vllm', [], 'http://127.0.0.1:8002'),
    server('network', 'vllm', [], 'http://192.0.2.7:8003'),
  ];
  const table = tableOf([
    { port: 8000, addresses: ['::'] },
    { port: 8002, addresses: ['192.168.1.5'] },
  ]);
  expect(unheard(listed, table).map(({ slug }) => slug)).toEqual(['gone', 'elsewhere']);
});
