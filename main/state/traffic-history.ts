/** The last quarter of an hour in numbers, for a chart. Holds counts and samples, no rows. */
import type { RequestRow } from '../../shared/app-state.ts';
import type { Location } from '../../shared/location.ts';
import { trafficSpanMs, trafficSpans } from '../../shared/traffic.ts';
import type { TrafficReport, TrafficSpan } from '../../shared/traffic.ts';

export type FinishedRequest = Pick<
  RequestRow,
  'startedAt' | 'totalMs' | 'firstByteMs' | 'tokensOut' | 'outcome' | 'location'
> & {
  /** Milliseconds that it spent in ModelTray itself; null where that was not measured. */
  ownMs: number | null;
};

export interface TrafficHistory {
  /** Cheap: the hot path calls it. */
  add(request: FinishedRequest): void;
  report(): TrafficReport;
}

interface Span {
  index: number;
  answered: number;
  failed: number;
  tokensOut: number;
  firstTokenMs: number[];
  ownMs: number[];
  places: TrafficReport['places'];
}

/** More of them would make a median no truer. */
const maxSamples = 200;

const placeOf: Record<Location, keyof TrafficReport['places']> = {
  'this-machine': 'thisMachine',
  'private-network': 'network',
  cloud: 'cloud',
  unknown: 'elsewhere',
};

/** `now` gives milliseconds since the epoch. */
export function createTrafficHistory(now: () => number): TrafficHistory {
  const spans = new Map<number, Span>();
  const spanAt = (index: number): Span => {
    const there = spans.get(index);
    if (there !== undefined) return there;
    for (const old of spans.keys()) if (old <= index - trafficSpans) spans.delete(old);
    const span = newSpan(index);
    spans.set(index, span);
    return span;
  };
  return {
    add(request) {
      const endsAt = request.startedAt + request.totalMs;
      const span = spanAt(indexOf(endsAt));
      if (request.outcome === 'failed') span.failed += 1;
      if (request.outcome !== 'answered') return;
      span.answered += 1;
      if (request.location !== null) span.places[placeOf[request.location]] += 1;
      note(span.firstTokenMs, request.firstByteMs);
      note(span.ownMs, request.ownMs);
      spread(request, endsAt, (index, tokens) => (spanAt(index).tokensOut += tokens));
    },
    report() {
      const at = now();
      const last = indexOf(at);
      const shown = Array.from({ length: trafficSpans }, (_, from) => {
        const index = last - trafficSpans + 1 + from;
        return spans.get(index) ?? newSpan(index);
      });
      return {
        at,
        spanMs: trafficSpanMs,
        spans: shown.map(toReport),
        firstTokenMs: median(shown.flatMap((span) => span.firstTokenMs)),
        ownMs: median(shown.flatMap((span) => span.ownMs)),
        places: sumPlaces(shown),
      };
    },
  };
}

function indexOf(at: number): number {
  return Math.floor(at / trafficSpanMs);
}

function newSpan(index: number): Span {
  return {
    ...{ index, answered: 0, failed: 0, tokensOut: 0, firstTokenMs: [], ownMs: [] },
    places: { thisMachine: 0, network: 0, cloud: 0, elsewhere: 0 },
  };
}

function note(samples: number[], value: number | null): void {
  if (value !== null && samples.length < maxSamples) samples.push(value);
}

/** Deals an answer's tokens out to the spans in which it was written, by how much of it lies in each. */
function spread(
  { tokensOut, totalMs, firstByteMs }: FinishedRequest,
  endsAt: number,
  give: (index: number, tokens: number) => void,
): void {
  if (tokensOut === null || tokensOut === 0) return;
  const lastsMs = totalMs - (firstByteMs ?? totalMs);
  const startsAt = endsAt - lastsMs;
  const last = indexOf(endsAt);
  const first = Math.max(indexOf(startsAt), last - trafficSpans + 1);
  for (let index = first; index <= last; index += 1) {
    const from = Math.max(startsAt, index * trafficSpanMs);
    const to = Math.min(endsAt, (index + 1) * trafficSpanMs);
    give(index, lastsMs > 0 ? (tokensOut * (to - from)) / lastsMs : tokensOut);
  }
}

function toReport({ index, answered, failed, tokensOut, firstTokenMs }: Span): TrafficSpan {
  const startsAt = index * trafficSpanMs;
  return { startsAt, answered, failed, tokensOut, firstTokenMs: median(firstTokenMs) };
}

function sumPlaces(spans: readonly Span[]): TrafficReport['places'] {
  const sum = newSpan(0).places;
  for (const { places } of spans) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += places[key];
  }
  return sum;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : undefined;
  return lower === undefined ? upper : (lower + upper) / 2;
}
