import { describe, expect, test } from 'vitest';
import { tokensPerSecond } from '../../shared/activity.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { rowsAsCsv, rowsAsJson } from '../../renderer/views/activity/export-rows.ts';
import { choicesOf, filterRows, noFilter } from '../../renderer/views/activity/filter.ts';
import { phasesOf } from '../../renderer/views/activity/phases.ts';
import { createRequestStore } from '../../renderer/views/activity/request-store.ts';
import type { RequestStore } from '../../renderer/views/activity/request-store.ts';
import { buildRow } from '../support/request-rows.ts';

const say = (message: Parameters<typeof renderMessage>[1]): string => renderMessage('en', message);
const at = (id: string, startedAt: number, patch = {}) => buildRow(id, { startedAt, ...patch });
const idsOf = (store: RequestStore): string[] => store.get().rows.map(({ id }) => id);

describe('the list that the window keeps', () => {
  test('is sorted by arrival, whatever comes when, and holds each request once', () => {
    const store = createRequestStore();
    store.apply({ added: [at('2', 2), at('1', 1)], changed: [at('3', 3, { outcome: 'running' })] });
    store.apply({ added: [at('3', 3)] });
    store.addPage([at('1', 1), at('0', 0)]);
    expect(idsOf(store)).toEqual(['3', '2', '1', '0']);
    expect(store.get().rows[0]?.outcome).toBe('answered');
    expect(store.get().seen).toBe(4);
  });

  test('cleared, it keeps what is under way', () => {
    const store = createRequestStore();
    store.apply({ added: [at('1', 1)], changed: [at('2', 2, { outcome: 'running' })] });
    store.apply({ cleared: true, added: [at('3', 3)] });
    expect(idsOf(store)).toEqual(['3', '2']);
  });

  test('after a lost connection it begins with what is then', () => {
    const store = createRequestStore();
    store.apply({ added: [at('1', 1)], changed: [at('2', 2, { outcome: 'running' })] });
    store.startAnew();
    expect(idsOf(store)).toEqual(['2', '1']);
    store.apply({ added: [at('1', 1)] });
    expect(idsOf(store)).toEqual(['1']);
  });

  test('holds ten thousand', () => {
    const store = createRequestStore();
    store.addPage(Array.from({ length: 10_001 }, (_, n) => at(String(n), n)));
    expect(store.get().rows).toHaveLength(10_000);
    expect(idsOf(store)).not.toContain('0');
    store.addPage([at('0', 20_000)]);
    expect(idsOf(store)[0]).toBe('0');
  });
});

test('filters narrow together, and each word of a search has to be there', () => {
  const rows = [
    at('1', 1, { upstream: 'ollama', model: 'qwen3:8b', client: 'DB-GPT' }),
    at('2', 2, { upstream: 'ollama', model: 'llama', location: 'cloud', outcome: 'failed', status: 502 }),
  ];
  const ids = (filter: Partial<typeof noFilter>): string[] =>
    filterRows(rows, { ...noFilter, ...filter }).map(({ id }) => id);
  expect(ids({})).toEqual(['1', '2']);
  expect(ids({ server: 'ollama', status: 'failed' })).toEqual(['2']);
  expect(ids({ server: 'ollama', location: 'cloud', model: 'qwen3:8b' })).toEqual([]);
  expect(ids({ search: ' QWEN db-gpt ' })).toEqual(['1']);
  expect(ids({ search: '502' })).toEqual(['2']);
  expect(choicesOf(rows)).toEqual({
    server: ['ollama'],
    client: ['DB-GPT'],
    model: ['llama', 'qwen3:8b'],
    location: ['this-machine', 'cloud'],
  });
});

test('the steps follow each other without a gap; what did not end takes the rest', () => {
  const marks = { readMs: 1, queuedMs: 2, placedMs: 5, connectedMs: 6, firstByteMs: 9, firstContentMs: 10 };
  const whole = phasesOf(buildRow('1', { marks, totalMs: 20 }));
  expect(whole.map(({ toMs }) => toMs)).toEqual([1, 2, 5, 6, 9, 10, 20]);
  expect(whole.slice(1).every(({ fromMs }, n) => fromMs === whole[n]?.toMs)).toBe(true);
  const unanswered = { ...marks, firstByteMs: null, firstContentMs: null };
  expect(phasesOf(buildRow('1', { marks: unanswered, totalMs: 20 })).at(-1)).toEqual({
    name: 'firstByte',
    fromMs: 6,
    toMs: 20,
  });
});

test('tokens per second count from the first content, and only where there is enough to tell', () => {
  expect(tokensPerSecond(buildRow('1', { tokensOut: 100, firstByteMs: 500, totalMs: 2500 }))).toBe(50);
  expect(tokensPerSecond(buildRow('1', { tokensOut: 100, firstByteMs: null, totalMs: 2500 }))).toBeNull();
  expect(tokensPerSecond(buildRow('1', { tokensOut: 1, firstByteMs: 500, totalMs: 2500 }))).toBeNull();
  expect(tokensPerSecond(buildRow('1', { tokensOut: 9, firstByteMs: 500, totalMs: 500 }))).toBeNull();
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])(
  'CSV: %j is no formula any more',
  (client) => {
    const [, line = ''] = rowsAsCsv([at('1', 0, { client })], say).split(/\r\n(?=1,)/);
    expect(line).toContain(`'${client}`);
  },
);

test('CSV by RFC 4180: CRLF, quotes doubled, empty where unknown, a mark for Excel', () => {
  const csv = rowsAsCsv([at('1', 0, { requestedModel: 'a "b", c', client: null })], say);
  expect(csv.startsWith('\ufeffid,time,method,path,client,requestedModel,')).toBe(true);
  expect(csv).toContain('\r\n1,1970-01-01T00:00:00.000Z,POST,/v1/chat/completions,,"a ""b"", c",a,m,');
  expect(csv.endsWith('\r\n')).toBe(true);
  expect(rowsAsCsv([], say).split('\r\n')).toHaveLength(2);
  expect(JSON.parse(rowsAsJson([at('1', 0)], say))).toMatchObject([{ id: '1', modeltrayMs: 0.4 }]);
});
