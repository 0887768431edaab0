import { expect, test } from 'vitest';
import type { Progress } from '../../main/proxy/progress.ts';
import { createProgress } from '../../main/proxy/progress.ts';
import type { Failure } from '../../main/routing/failure.ts';
import type { Attempt } from '../../main/routing/plan.ts';
import { defaultLimits } from '../../shared/upstream-limits.ts';
import type { Health } from '../../shared/upstream.ts';

const refused: Failure = { kind: 'unreachable', reason: 'refused' };
const loading: Failure = { kind: 'loading' };

function attempt(upstream: string, health: Health = 'healthy'): Attempt {
  return {
    upstream,
    model: 'm',
    upstreamName: upstream,
    location: 'this-machine',
    health,
    pool: 0,
    limits: defaultLimits,
    contextTokens: null,
    isForced: false,
  };
}

function progressOf(...attempts: [Attempt, ...Attempt[]]): Progress {
  return createProgress({ attempts }, true);
}

function fail(progress: Progress, at: number, failure: Failure, nowMs: number): string {
  progress.use(at);
  progress.noteFailure(at, failure, nowMs);
  return progress.decide(at, failure, nowMs, false).do;
}

test('a server that refuses while it loads is waited for, and given up after a minute of it', () => {
  const progress = progressOf(attempt('a'));
  expect(fail(progress, 0, loading, 0)).toBe('wait');
  expect(fail(progress, 0, loading, 600_000)).toBe('wait');
  expect(fail(progress, 0, refused, 601_000)).toBe('wait');
  expect(fail(progress, 0, refused, 659_000)).toBe('wait');
  expect(fail(progress, 0, refused, 660_000)).toBe('stop');
});

test('one that was known to load and refuses has not failed; one that was not has', () => {
  expect(fail(progressOf(attempt('a', 'loading')), 0, refused, 0)).toBe('wait');
  expect(fail(progressOf(attempt('a')), 0, refused, 0)).toBe('stop');
});

test('a load is waited for at the first that loads, once all others were asked', () => {
  const progress = progressOf(attempt('a'), attempt('b'), attempt('c'));
  expect(fail(progress, 0, loading, 0)).toBe('retry');
  expect(fail(progress, 1, loading, 0)).toBe('retry');
  progress.use(2);
  progress.noteFailure(2, refused, 0);
  expect(progress.decide(2, refused, 0, false)).toMatchObject({ do: 'wait', at: 0 });
});

test('it knows what was used, and names each candidate that failed once', () => {
  const progress = progressOf(attempt('a'), attempt('b'));
  expect(progress.use(0)).toEqual({ isFirstTry: true });
  expect(progress.use(0)).toEqual({ isFirstTry: false });
  expect(progress.nextUnused()).toBe(1);
  progress.use(1);
  expect(progress.nextUnused()).toBeNull();
  progress.noteFailure(0, loading, 0);
  progress.noteFailure(0, refused, 0);
  expect(progress.tried.map(({ upstream, failure }) => [upstream, failure.kind])).toEqual([['a', 'loading']]);
});

test('a client that left is the end', () => {
  expect(progressOf(attempt('a'), attempt('b')).decide(0, refused, 0, true)).toEqual({ do: 'stop' });
});
