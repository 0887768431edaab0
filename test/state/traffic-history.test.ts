import { expect, test } from 'vitest';
import { createTrafficHistory } from '../../main/state/traffic-history.ts';
import type { FinishedRequest, TrafficHistory } from '../../main/state/traffic-history.ts';
import { trafficSpanMs, trafficSpans } from '../../shared/traffic.ts';

const begin = 1_000 * trafficSpanMs;

function request(change: Partial<FinishedRequest> = {}): FinishedRequest {
  return {
    startedAt: begin,
    totalMs: 1_000,
    firstByteMs: 200,
    tokensOut: 40,
    outcome: 'answered',
    location: 'this-machine',
    ownMs: 0.5,
    ...change,
  };
}

function history(now = begin): { traffic: TrafficHistory; at: (ms: number) => void } {
  const time = { now };
  return { traffic: createTrafficHistory(() => time.now), at: (ms) => (time.now = begin + ms) };
}

test('a quarter of an hour without a gap, the last span going on', () => {
  const { spans, spanMs, ...sums } = history().traffic.report();
  expect(spans).toHaveLength(trafficSpans);
  expect(spans[0]?.startsAt).toBe(begin - (trafficSpans - 1) * spanMs);
  expect(spans.at(-1)).toEqual({ startsAt: begin, answered: 0, failed: 0, tokensOut: 0, firstTokenMs: null });
  expect(sums).toEqual({
    at: begin,
    firstTokenMs: null,
    ownMs: null,
    places: { thisMachine: 0, network: 0, cloud: 0, elsewhere: 0 },
  });
});

test('answers and failures are counted where they ended; who left counts as neither', () => {
  const { traffic } = history();
  traffic.add(request());
  traffic.add(request({ outcome: 'failed', location: null }));
  traffic.add(request({ outcome: 'cancelled' }));
  traffic.add(request({ startedAt: begin - 5_000, totalMs: 4_000 }));
  const { spans } = traffic.report();
  expect(spans.slice(-2).map(({ answered, failed }) => ({ answered, failed }))).toEqual([
    { answered: 1, failed: 0 },
    { answered: 1, failed: 1 },
  ]);
});

test('tokens are spread over the time in which they were written', () => {
  const { traffic, at } = history();
  at(trafficSpanMs);
  traffic.add(request({ startedAt: begin - 2_500, totalMs: 22_500, firstByteMs: 2_500, tokensOut: 200 }));
  const { spans } = traffic.report();
  expect(spans.slice(-3).map(({ tokensOut }) => tokensOut)).toEqual([0, 150, 50]);
});

test('an answer that came at once keeps its tokens', () => {
  const { traffic } = history();
  traffic.add(request({ totalMs: 300, firstByteMs: null, tokensOut: 7 }));
  traffic.add(request({ totalMs: 300, firstByteMs: 300, tokensOut: 5 }));
  traffic.add(request({ tokensOut: null }));
  expect(traffic.report().spans.at(-1)?.tokensOut).toBe(12);
});

test('medians, of a span and of all', () => {
  const { traffic, at } = history();
  for (const firstByteMs of [100, 900, 200]) traffic.add(request({ firstByteMs, ownMs: firstByteMs / 1000 }));
  at(trafficSpanMs);
  traffic.add(request({ startedAt: begin + trafficSpanMs, firstByteMs: 400, ownMs: null }));
  const { spans, firstTokenMs, ownMs } = traffic.report();
  expect(spans.slice(-2).map((span) => span.firstTokenMs)).toEqual([200, 400]);
  expect({ firstTokenMs, ownMs }).toEqual({ firstTokenMs: 300, ownMs: 0.2 });
});

test('where answers came from', () => {
  const { traffic } = history();
  for (const location of ['this-machine', 'this-machine', 'private-network', 'cloud', 'unknown'] as const) {
    traffic.add(request({ location }));
  }
  expect(traffic.report().places).toEqual({ thisMachine: 2, network: 1, cloud: 1, elsewhere: 1 });
});

test('what is older than a quarter of an hour is forgotten, and a longer answer fills no more', () => {
  const { traffic, at } = history();
  traffic.add(request());
  at(trafficSpans * trafficSpanMs);
  expect(traffic.report().places.thisMachine).toBe(0);
  const totalMs = 2 * trafficSpans * trafficSpanMs;
  traffic.add(
    request({ startedAt: begin - trafficSpans * trafficSpanMs, totalMs, firstByteMs: 0, tokensOut: 1200 }),
  );
  const { spans } = traffic.report();
  const sum = spans.reduce((total, { tokensOut }) => total + tokensOut, 0);
  expect(Math.round(sum)).toBe(590);
});
