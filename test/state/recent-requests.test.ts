import { expect, test } from 'vitest';
import { createRecentRequests } from '../../main/state/recent-requests.ts';
import type { RecentRequests } from '../../main/state/recent-requests.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import type { RequestsEvent } from '../../shared/activity.ts';
import { message } from '../../shared/i18n/index.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { buildRecord, buildRow, buildRunning } from '../support/request-rows.ts';

function finish(recent: RecentRequests, id: string, patch: Partial<RequestRow> = {}): void {
  recent.finish(buildRecord(buildRow(id, patch)));
}

function listen(recent: RecentRequests): { events: RequestsEvent[]; leave: () => void } {
  const events: RequestsEvent[] = [];
  return { events, leave: recent.subscribe((event) => events.push(event)) };
}

const idsOf = (rows: readonly RequestRow[] = []): string[] => rows.map(({ id }) => id);
const bodies = {
  request: { text: 'q', bytes: 1, isCut: false },
  answer: { text: 'a', bytes: 1, isCut: false },
};

test('pages go from the newest to the oldest and end', () => {
  const recent = createRecentRequests(createFakeClock());
  for (const id of ['1', '2', '3', '4', '5']) finish(recent, id);
  const first = recent.page(undefined, 2);
  expect(idsOf(first.rows)).toEqual(['5', '4']);
  const second = recent.page(first.next ?? undefined, 2);
  expect(idsOf(second.rows)).toEqual(['3', '2']);
  expect(recent.page(second.next ?? undefined, 2)).toMatchObject({ next: null, rows: [{ id: '1' }] });
});

test('a page behind a row that is gone is empty', () => {
  const recent = createRecentRequests(createFakeClock());
  finish(recent, '1');
  expect(recent.page('gone', 10)).toEqual({ rows: [], next: null });
});

test('the newest ten thousand are kept, and never many more', () => {
  const recent = createRecentRequests(createFakeClock());
  for (let n = 1; n <= 25_000; n += 1) {
    finish(recent, String(n));
    if (n % 250 !== 0) continue;
    const held = recent.page(undefined, 50_000).rows.length;
    expect(held).toBeGreaterThanOrEqual(Math.min(n, 10_000));
    expect(held).toBeLessThanOrEqual(10_500);
  }
  expect(recent.page(undefined, 1).rows[0]?.id).toBe('25000');
});

test('long headers and errors make fewer of them kept, the newest always', () => {
  const recent = createRecentRequests(createFakeClock(), 1024 * 1024);
  const requestHeaders = `x-long\n${'x'.repeat(8_000)}`;
  for (let n = 1; n <= 2_000; n += 1) {
    recent.finish(buildRecord(buildRow(String(n)), { requestHeaders }));
    expect(recent.page(undefined, 50_000).rows.length * 16_000).toBeLessThan(1024 * 1024);
  }
  expect(recent.page(undefined, 1).rows[0]?.id).toBe('2000');
});

test('answers, failures and the newest answer’s place are counted; a client that left is neither', () => {
  const recent = createRecentRequests(createFakeClock());
  finish(recent, '1', { location: 'cloud' });
  finish(recent, '2', { outcome: 'failed', location: 'private-network' });
  finish(recent, '3', { outcome: 'cancelled' });
  expect(recent.totals()).toEqual({ answered: 1, failed: 1, lastLocation: 'cloud', lastFailure: null });
});

test('why the newest request failed is told until one is answered', () => {
  const recent = createRecentRequests(createFakeClock());
  const error = message('error.no_upstream');
  finish(recent, '1', { outcome: 'failed', error });
  finish(recent, '2', { outcome: 'cancelled' });
  expect(recent.totals().lastFailure).toEqual(error);
  finish(recent, '3');
  expect(recent.totals().lastFailure).toBeNull();
});

test('who listens hears of what is, then of what changes, four times a second at most, until it stops', () => {
  const clock = createFakeClock();
  const recent = createRecentRequests(clock);
  finish(recent, '1');
  let upstream = 'a';
  recent.begin(buildRunning('2', () => ({ upstream })));
  const { events, leave } = listen(recent);
  expect(idsOf(events[0]?.added)).toEqual(['1']);
  expect(events[0]?.changed).toMatchObject([{ id: '2', outcome: 'running', upstream: 'a' }]);
  upstream = 'b';
  recent.touch('2');
  clock.advance(0);
  expect(events[1]).toMatchObject({ added: [], changed: [{ id: '2', upstream: 'b' }] });
  for (let n = 0; n < 100; n += 1) {
    recent.begin(buildRunning(`r${n}`));
    finish(recent, `r${n}`);
    clock.advance(10);
  }
  clock.advance(250);
  expect(events.length).toBeLessThanOrEqual(2 + 5);
  expect(events.slice(2).flatMap(({ added }) => idsOf(added))).toEqual(
    Array.from({ length: 100 }, (_, n) => `r${n}`),
  );
  leave();
  finish(recent, '3');
  clock.advance(1000);
  expect(events.flatMap(({ added }) => idsOf(added))).not.toContain('3');
});

test('nobody listens: nothing is gathered and no timer waits', () => {
  const clock = createFakeClock();
  const recent = createRecentRequests(clock);
  let looks = 0;
  const count = (): Record<string, never> => {
    looks += 1;
    return {};
  };
  recent.begin(buildRunning('1', count));
  recent.touch('1');
  finish(recent, '1');
  expect(clock.pending()).toEqual([]);
  expect(looks).toBe(0);
});

test('more than can be read in a quarter of a second is said to be missing', () => {
  const clock = createFakeClock();
  const recent = createRecentRequests(clock);
  const { events } = listen(recent);
  for (let n = 0; n < 1_000; n += 1) finish(recent, String(n));
  clock.advance(250);
  expect(events).toHaveLength(2);
  expect(events[1]).toMatchObject({ missed: true });
  expect(events[1]?.added.length).toBeLessThanOrEqual(400);
  expect(events[1]?.added.at(-1)?.id).toBe('999');
});

test('clearing forgets what is finished, tells of it, and leaves what is under way and the counts', () => {
  const clock = createFakeClock();
  const recent = createRecentRequests(clock);
  recent.begin(buildRunning('live'));
  finish(recent, '1');
  const { events } = listen(recent);
  finish(recent, '2');
  recent.clear();
  finish(recent, '3');
  clock.advance(250);
  expect(events[1]).toMatchObject({ cleared: true });
  expect(idsOf(events[1]?.added)).toEqual(['3']);
  expect(recent.find('1')).toBeNull();
  expect(recent.find('live')).not.toBeNull();
  expect(recent.totals().answered).toBe(3);
});

test('bodies: of the newest twenty, only while they are wanted', () => {
  const recent = createRecentRequests(createFakeClock());
  const withBodies = (id: string): void => recent.finish(buildRecord(buildRow(id), { bodies }));
  withBodies('unwanted');
  expect(recent.keepsBodies()).toBe(false);
  expect(recent.find('unwanted')?.bodies).toBeNull();
  recent.keepBodies(true);
  for (let n = 1; n <= 25; n += 1) withBodies(String(n));
  expect(recent.find('5')?.bodies).toBeNull();
  expect(recent.find('6')?.bodies).toEqual(bodies);
  recent.keepBodies(false);
  for (let n = 1; n <= 25; n += 1) expect(recent.find(String(n))?.bodies).toBeNull();
});
