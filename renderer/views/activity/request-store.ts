/** The requests as the window knows them: what the feed told and the pages behind it, the newest first. */
import { keptRequests } from '../../../shared/activity.ts';
import type { RequestsEvent } from '../../../shared/activity.ts';
import type { RequestRow } from '../../../shared/app-state.ts';

export interface RequestList {
  /** Newest first. A new array with every change. */
  rows: readonly RequestRow[];
  /** How many different ones were ever told, so that a paused list can count what waits. */
  seen: number;
}

export interface RequestStore {
  get(): RequestList;
  subscribe(listener: () => void): () => void;
  apply(event: RequestsEvent): void;
  /** Older ones, which replace nothing that is known. */
  addPage(rows: readonly RequestRow[]): void;
  /** The connection was gone: what comes next is all that is. */
  startAnew(): void;
}

const byTime = (a: RequestRow, b: RequestRow): number =>
  b.startedAt - a.startedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

export function createRequestStore(): RequestStore {
  let list: RequestList = { rows: [], seen: 0 };
  let known = new Set<string>();
  let isStale = false;
  const listeners = new Set<() => void>();

  const set = (rows: RequestRow[], added: number): void => {
    for (const { id } of rows.splice(keptRequests)) known.delete(id);
    list = { rows, seen: list.seen + added };
    for (const listener of listeners) listener();
  };
  /** Both are short of changes: a sort of what is nearly sorted takes one pass. */
  const merge = (rows: readonly RequestRow[], incoming: readonly RequestRow[]): void => {
    const fresh = new Map(incoming.map((row) => [row.id, row]));
    const before = known.size;
    for (const id of fresh.keys()) known.add(id);
    const rest = rows.filter(({ id }) => !fresh.has(id));
    set([...[...fresh.values()].sort(byTime), ...rest].sort(byTime), known.size - before);
  };

  return {
    get: () => list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply({ cleared, changed = [], added }) {
      const isFresh = isStale || cleared === true;
      // Under way are those that it tells of next; the others of a lost connection may have ended unseen.
      const kept = isFresh ? list.rows.filter(({ outcome }) => !isStale && outcome === 'running') : list.rows;
      if (isFresh) known = new Set(kept.map(({ id }) => id));
      isStale = false;
      merge(kept, [...changed, ...added]);
    },
    addPage(rows) {
      merge(
        list.rows,
        rows.filter(({ id }) => !known.has(id)),
      );
    },
    startAnew() {
      isStale = true;
    },
  };
}
