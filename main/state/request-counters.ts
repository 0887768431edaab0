/** What the proxy did since it started, as counters that only grow. Holds numbers per server, and no rows. */
import type { RequestRow } from '../../shared/app-state.ts';

export type CountedRequest = Pick<
  RequestRow,
  'upstream' | 'outcome' | 'totalMs' | 'firstByteMs' | 'ownMs' | 'tokensIn' | 'tokensOut'
>;

/** How many values were at most each bound; `bounds` of `createHistogram`, in its unit. */
export interface Histogram {
  bounds: readonly number[];
  /** One for each bound, each with those below it. */
  counts: number[];
  count: number;
  sum: number;
}

export interface ServerCounters {
  /** A slug; '' for requests that no server was asked for. */
  upstream: string;
  answered: number;
  failed: number;
  cancelled: number;
  tokensIn: number;
  tokensOut: number;
  /** Seconds, of answered requests. */
  duration: Histogram;
  firstByte: Histogram;
  /** Seconds that requests spent in ModelTray itself. */
  own: Histogram;
}

export interface RequestCounters {
  /** Cheap: the hot path calls it. */
  add(request: CountedRequest): void;
  all(): readonly ServerCounters[];
}

const answerBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] as const;
const ownBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1] as const;

export function createRequestCounters(): RequestCounters {
  const servers = new Map<string, ServerCounters>();
  const countersOf = (upstream: string): ServerCounters => {
    const counters = servers.get(upstream) ?? newCounters(upstream);
    servers.set(upstream, counters);
    return counters;
  };
  return {
    add(request) {
      const counters = countersOf(request.upstream ?? '');
      if (request.outcome === 'running') return;
      counters[request.outcome] += 1;
      counters.tokensIn += request.tokensIn ?? 0;
      counters.tokensOut += request.tokensOut ?? 0;
      observe(counters.own, request.ownMs);
      if (request.outcome !== 'answered') return;
      observe(counters.duration, request.totalMs);
      observe(counters.firstByte, request.firstByteMs);
    },
    all: () => [...servers.values()],
  };
}

function newCounters(upstream: string): ServerCounters {
  return {
    ...{ upstream, answered: 0, failed: 0, cancelled: 0, tokensIn: 0, tokensOut: 0 },
    duration: newHistogram(answerBounds),
    firstByte: newHistogram(answerBounds),
    own: newHistogram(ownBounds),
  };
}

function newHistogram(bounds: readonly number[]): Histogram {
  return { bounds, counts: bounds.map(() => 0), count: 0, sum: 0 };
}

function observe(histogram: Histogram, ms: number | null): void {
  if (ms === null) return;
  const { bounds, counts } = histogram;
  const seconds = ms / 1000;
  for (let at = bounds.length - 1; at >= 0 && seconds <= (bounds[at] ?? 0); at -= 1)
    counts[at] = (counts[at] ?? 0) + 1;
  histogram.count += 1;
  histogram.sum += seconds;
}
