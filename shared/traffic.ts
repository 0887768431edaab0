/** What the proxy did in the last quarter of an hour, as a window draws it. */

/** One span of time. Milliseconds and tokens; medians are null where nothing was measured. */
export interface TrafficSpan {
  /** Milliseconds since the epoch of its beginning. */
  startsAt: number;
  answered: number;
  failed: number;
  /** Tokens that were written in it. An answer's tokens are spread evenly over the time that it took. */
  tokensOut: number;
  /** From a request's arrival to the first byte of its answer, of the requests that ended in it. */
  firstTokenMs: number | null;
}

export interface TrafficReport {
  /** When it was made, in milliseconds since the epoch. */
  at: number;
  spanMs: number;
  /** Without a gap, oldest first; the last one is still going on. */
  spans: TrafficSpan[];
  /** Of all spans together. */
  firstTokenMs: number | null;
  /** Time that requests spent in ModelTray itself; null where it was not measured. */
  ownMs: number | null;
  /** Answers by where they came from; `elsewhere` is another proxy, which may forward anywhere. */
  places: { thisMachine: number; network: number; cloud: number; elsewhere: number };
}

export const trafficSpanMs = 15_000;
/** A quarter of an hour. */
export const trafficSpans = 60;
