/** The feed `requests`: what happens is gathered and told at most four times a second; without a listener nothing is. */
import type { RequestsEvent } from '../../shared/activity.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import type { Clock } from '../../shared/ports.ts';

export interface RequestFeed {
  finished(row: RequestRow): void;
  /** A request began, or got further. */
  touched(id: string): void;
  cleared(): void;
  /** Calls with `first`, then with every change, until the returned function is called. */
  subscribe(first: RequestsEvent, listener: (event: RequestsEvent) => void): () => void;
}

export interface RequestFeedOptions {
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** The row of a request under way; null where it is over. */
  running: (id: string) => RequestRow | null;
}

const pushEveryMs = 250;
/** More than anybody reads in a quarter of a second: what is beyond is fetched as a list. */
const mostRows = 400;

export function createRequestFeed({ clock, running }: RequestFeedOptions): RequestFeed {
  const listeners = new Set<(event: RequestsEvent) => void>();
  const touched = new Set<string>();
  let added: RequestRow[] = [];
  let hasMissed = false;
  let isCleared = false;
  let isPlanned = false;
  let lastPushMs = Number.NEGATIVE_INFINITY;

  const forget = (): void => {
    added = [];
    touched.clear();
    hasMissed = false;
    isCleared = false;
  };
  const push = (): void => {
    isPlanned = false;
    lastPushMs = clock.monotonicMs();
    const changed = [...touched].map(running).filter((row) => row !== null);
    if (added.length + changed.length === 0 && !isCleared) return;
    const event: RequestsEvent = {
      ...(isCleared ? { cleared: true } : {}),
      added,
      ...(changed.length > 0 ? { changed } : {}),
      ...(hasMissed ? { missed: true } : {}),
    };
    forget();
    for (const listener of listeners) listener(event);
  };
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    clock.after(Math.max(0, lastPushMs + pushEveryMs - clock.monotonicMs()), push);
  };

  return {
    finished(row) {
      if (listeners.size === 0) return;
      touched.delete(row.id);
      added.push(row);
      if (added.length > mostRows) {
        added.shift();
        hasMissed = true;
      }
      plan();
    },
    touched(id) {
      if (listeners.size === 0) return;
      if (touched.size < mostRows) touched.add(id);
      plan();
    },
    cleared() {
      if (listeners.size === 0) return;
      added = [];
      isCleared = true;
      plan();
    },
    subscribe(first, listener) {
      if (listeners.size === 0) forget();
      listeners.add(listener);
      listener(first);
      return () => listeners.delete(listener);
    },
  };
}
