import type { RequestRow, Traffic } from '../../shared/app-state.ts';

/** The newest finished requests, in memory only: a thousand at least, fewer than two. */
export interface RecentRequests {
  add(row: RequestRow): void;
  /** Newest first, older than the row `before`; `next` is what to pass for the page behind. */
  page(before: string | undefined, limit: number): { rows: RequestRow[]; next: string | null };
  subscribe(listener: (added: RequestRow[]) => void): () => void;
  totals(): Pick<Traffic, 'answered' | 'failed' | 'lastLocation'>;
}

const kept = 1_000;

export function createRecentRequests(): RecentRequests {
  const rows: RequestRow[] = [];
  const listeners = new Set<(added: RequestRow[]) => void>();
  const totals: Pick<Traffic, 'answered' | 'failed' | 'lastLocation'> = {
    answered: 0,
    failed: 0,
    lastLocation: null,
  };
  return {
    add(row) {
      rows.push(row);
      // Cut in lumps: moving a thousand rows up by one for every request is what a hot path can do without.
      if (rows.length >= 2 * kept) rows.splice(0, kept);
      if (row.outcome === 'answered') {
        totals.answered += 1;
        totals.lastLocation = row.location;
      } else if (row.outcome === 'failed') totals.failed += 1;
      for (const listener of listeners) listener([row]);
    },
    page(before, limit) {
      const at = before === undefined ? rows.length : rows.findIndex(({ id }) => id === before);
      const end = Math.max(0, at);
      const start = Math.max(0, end - limit);
      const page = rows.slice(start, end).reverse();
      return { rows: page, next: start > 0 ? (page.at(-1)?.id ?? null) : null };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    totals: () => ({ ...totals }),
  };
}
