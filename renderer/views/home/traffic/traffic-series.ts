/** What the chart draws, from the core's report. */
import type { TrafficReport } from '../../../../shared/traffic.ts';

export const measures = ['requests', 'speed', 'firstToken'] as const;
export type Measure = (typeof measures)[number];

export interface Point {
  at: number;
  answered: number;
  failed: number;
  /** Tokens per second. */
  speed: number;
  /** Milliseconds. */
  firstToken: number | null;
}

/** One point per span; the last one is still going on, so that its tokens are shared by the time that has passed. */
export function pointsOf({ at, spans, spanMs }: TrafficReport): Point[] {
  return spans.map(({ startsAt, answered, failed, tokensOut, firstTokenMs }) => {
    const seconds = Math.min(spanMs, Math.max(1000, at - startsAt)) / 1000;
    return { at: startsAt, answered, failed, speed: tokensOut / seconds, firstToken: firstTokenMs };
  });
}

export function totalsOf(points: readonly Point[]): { answered: number; failed: number; mostSpeed: number } {
  return {
    answered: points.reduce((sum, { answered }) => sum + answered, 0),
    failed: points.reduce((sum, { failed }) => sum + failed, 0),
    mostSpeed: Math.max(0, ...points.map(({ speed }) => speed)),
  };
}

export interface Share {
  place: keyof TrafficReport['places'];
  count: number;
  /** Whole percent; together always 100. */
  percent: number;
}

/** The places that answers came from, nearest first. Rounding is made up for where it is largest. */
export function sharesOf(places: TrafficReport['places']): Share[] {
  const counted = (['thisMachine', 'network', 'cloud', 'elsewhere'] as const)
    .map((place) => ({ place, count: places[place] }))
    .filter(({ count }) => count > 0);
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const exact = counted.map((one) => ({ ...one, share: (one.count * 100) / all }));
  const left = 100 - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const byRest = [...exact].sort((a, b) => (b.share % 1) - (a.share % 1));
  const raised = new Set(byRest.slice(0, left).map(({ place }) => place));
  return exact.map(({ place, count, share }) => ({
    place,
    count,
    percent: Math.floor(share) + (raised.has(place) ? 1 : 0),
  }));
}
