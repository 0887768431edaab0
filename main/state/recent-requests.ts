/**
 * The requests under way and the newest finished ones, in memory only. Bounded twice: in number, and in bytes, where
 * the oldest go first. Bodies only of the newest, only while the user wants them, and never anywhere else.
 */
import type { RequestsEvent } from '../../shared/activity.ts';
import { keptBodies, keptRequests } from '../../shared/activity.ts';
import type { RequestRow, Traffic } from '../../shared/app-state.ts';
import type { Clock } from '../../shared/ports.ts';
import { takeOut } from '../../shared/take-out.ts';
import type { KeptRequest } from './kept-request.ts';
import { keepRequest, recordOf, rowOf } from './kept-request.ts';
import { createRequestFeed } from './request-feed.ts';
import type { RequestLog, RequestRecord, RunningRequest } from './request-record.ts';

export interface RecentRequests extends RequestLog {
  /** Finished ones, newest first, older than the row `before`; `next` is what to pass for the page behind. */
  page(before: string | undefined, limit: number): { rows: RequestRow[]; next: string | null };
  /** Finished or under way; null where it is not kept any more. */
  find(id: string): RequestRecord | null;
  /** Gives what is, then every change. */
  subscribe(listener: (event: RequestsEvent) => void): () => void;
  totals(): Pick<Traffic, 'answered' | 'failed' | 'lastLocation' | 'lastFailure'>;
  /** Forgets the finished ones. */
  clear(): void;
  keepBodies(on: boolean): void;
}

/** Of all kept requests together, without bodies. */
const defaultMaxBytes = 48 * 1024 * 1024;
/** Cut in lumps: moving ten thousand rows up by one for every request is what a hot path can do without. */
const lump = 500;
const firstRows = 50;

export function createRecentRequests(
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
  maxBytes = defaultMaxBytes,
): RecentRequests {
  let kept: KeptRequest[] = [];
  let bytes = 0;
  let isKeeping = false;
  let withBodies: KeptRequest[] = [];
  const running: RunningRequest[] = [];
  const runningOf = (id: string): RunningRequest | undefined => running.find((one) => one.id === id);
  const feed = createRequestFeed({ clock, running: (id) => runningOf(id)?.row() ?? null });
  const totals: Pick<Traffic, 'answered' | 'failed' | 'lastLocation' | 'lastFailure'> = {
    answered: 0,
    failed: 0,
    lastLocation: null,
    lastFailure: null,
  };

  const trim = (): void => {
    while (kept.length >= keptRequests + lump || (bytes > maxBytes && kept.length > 1)) {
      const gone = kept.splice(0, Math.min(lump, kept.length - 1));
      for (const one of gone) bytes -= one.bytes;
    }
  };
  const noteBodies = (one: KeptRequest): void => {
    if (one.bodies === null) return;
    if (!isKeeping) one.bodies = null;
    else withBodies.push(one);
    const oldest = withBodies.length > keptBodies ? withBodies.shift() : undefined;
    if (oldest !== undefined) oldest.bodies = null;
  };
  const forgetBodies = (): void => {
    for (const one of withBodies) one.bodies = null;
    withBodies = [];
  };
  const count = ({ outcome, location, error }: RequestRow): void => {
    if (outcome === 'failed') {
      totals.failed += 1;
      totals.lastFailure = error;
    }
    if (outcome !== 'answered') return;
    totals.answered += 1;
    totals.lastLocation = location;
    totals.lastFailure = null;
  };
  const page: RecentRequests['page'] = (before, limit) => {
    const at = before === undefined ? kept.length : kept.findIndex(({ id }) => id === before);
    const end = Math.max(0, at);
    const start = Math.max(0, end - limit);
    const rows = kept.slice(start, end).reverse().map(rowOf);
    return { rows, next: start > 0 ? (rows.at(-1)?.id ?? null) : null };
  };

  return {
    begin(request) {
      running.push(request);
      feed.touched(request.id);
    },
    touch: (id) => feed.touched(id),
    finish(record) {
      const request = runningOf(record.row.id);
      if (request !== undefined) takeOut(running, request);
      const one = keepRequest(record);
      kept.push(one);
      bytes += one.bytes;
      noteBodies(one);
      trim();
      count(record.row);
      feed.finished(record.row);
    },
    keepsBodies: () => isKeeping,
    page,
    find(id) {
      const request = runningOf(id);
      if (request !== undefined) return request.record();
      const one = kept.find((finished) => finished.id === id);
      return one === undefined ? null : recordOf(one);
    },
    subscribe(listener) {
      const changed = running.map((one) => one.row());
      const { rows } = page(undefined, firstRows);
      return feed.subscribe({ added: rows, ...(changed.length > 0 ? { changed } : {}) }, listener);
    },
    totals: () => ({ ...totals }),
    clear() {
      forgetBodies();
      kept = [];
      bytes = 0;
      feed.cleared();
    },
    keepBodies(on) {
      isKeeping = on;
      if (!on) forgetBodies();
    },
  };
}
