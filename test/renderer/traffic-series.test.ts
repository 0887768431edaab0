import { expect, test } from 'vitest';
import { pointsOf, sharesOf, totalsOf } from '../../renderer/views/home/traffic/traffic-series.ts';
import { quietTraffic } from '../e2e/support/stage-data.ts';

test('tokens become tokens per second, and those of the span that goes on are shared by what has passed of it', () => {
  const spans = quietTraffic.spans.map((span, at) => ({ ...span, tokensOut: at >= 58 ? 60 : 0 }));
  const at = (spans.at(-1)?.startsAt ?? 0) + 5_000;
  const points = pointsOf({ ...quietTraffic, at, spans });
  expect(points.slice(-3).map(({ speed }) => speed)).toEqual([0, 4, 12]);
  const early = pointsOf({ ...quietTraffic, at: at - 4_990, spans });
  expect(early.at(-1)?.speed).toBe(60);
});

test('sums of all spans', () => {
  const spans = quietTraffic.spans.map((span, at) => ({
    ...span,
    ...(at === 3 ? { answered: 4, failed: 1, tokensOut: 300 } : {}),
    ...(at === 40 ? { answered: 2, failed: 2, tokensOut: 150 } : {}),
  }));
  expect(totalsOf(pointsOf({ ...quietTraffic, spans }))).toEqual({ answered: 6, failed: 3, mostSpeed: 20 });
});

test('shares are whole percents that make 100', () => {
  const thirds = sharesOf({ thisMachine: 1, network: 1, cloud: 1, elsewhere: 0 });
  expect(thirds.map(({ place, percent }) => `${place} ${percent}`)).toEqual([
    'thisMachine 34',
    'network 33',
    'cloud 33',
  ]);
  const few = sharesOf({ thisMachine: 1_000, network: 0, cloud: 1, elsewhere: 4 });
  expect(few.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
  expect(sharesOf({ thisMachine: 0, network: 0, cloud: 0, elsewhere: 0 })).toEqual([]);
});
