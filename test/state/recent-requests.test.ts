import { expect, test } from 'vitest';
import { createRecentRequests } from '../../main/state/recent-requests.ts';
import type { RequestRow } from '../../shared/app-state.ts';

function row(id: string, patch: Partial<RequestRow> = {}): RequestRow {
  return {
    id,
    startedAt: 0,
    method: 'POST',
    path: '/v1/chat/completions',
    client: null,
    requestedModel: 'active',
    upstream: 'a',
    model: 'm',
    location: 'this-machine',
    decision: null,
    attempts: 1,
    status: 200,
    outcome: 'answered',
    isStream: false,
    firstByteMs: 1,
    totalMs: 2,
    tokensIn: null,
    tokensOut: null,
    tokensEstimated: false,
    fixes: [],
    error: null,
    ...patch,
  };
}

test('pages go from the newest to the oldest and end', () => {
  const recent = createRecentRequests();
  for (const id of ['1', '2', '3', '4', '5']) recent.add(row(id));
  const first = recent.page(undefined, 2);
  expect(first.rows.map(({ id }) => id)).toEqual(['5', '4']);
  const second = recent.page(first.next ?? undefined, 2);
  expect(second.rows.map(({ id }) => id)).toEqual(['3', '2']);
  expect(recent.page(second.next ?? undefined, 2)).toMatchObject({ next: null, rows: [{ id: '1' }] });
});

test('a page behind a row that is gone is empty', () => {
  const recent = createRecentRequests();
  recent.add(row('1'));
  expect(recent.page('gone', 10)).toEqual({ rows: [], next: null });
});

test('the newest thousand are kept, and never two thousand', () => {
  const recent = createRecentRequests();
  for (let n = 1; n <= 5_000; n += 1) {
    recent.add(row(String(n)));
    const held = recent.page(undefined, 10_000).rows.length;
    expect(held).toBeGreaterThanOrEqual(Math.min(n, 1_000));
    expect(held).toBeLessThan(2_000);
  }
  expect(recent.page(undefined, 1).rows[0]?.id).toBe('5000');
});

test('answers, failures and the newest answer’s place are counted; a client that left is neither', () => {
  const recent = createRecentRequests();
  recent.add(row('1', { location: 'cloud' }));
  recent.add(row('2', { outcome: 'failed', location: 'private-network' }));
  recent.add(row('3', { outcome: 'cancelled' }));
  expect(recent.totals()).toEqual({ answered: 1, failed: 1, lastLocation: 'cloud' });
});

test('who listens hears of each row until it stops', () => {
  const recent = createRecentRequests();
  const heard: string[] = [];
  const leave = recent.subscribe((added) => heard.push(...added.map(({ id }) => id)));
  recent.add(row('1'));
  leave();
  recent.add(row('2'));
  expect(heard).toEqual(['1']);
});
