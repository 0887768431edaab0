import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchParent } from '../../scripts/start/parent-watch.mjs';
import { startProgress } from '../../scripts/build/progress.mjs';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function watch(how: { env?: NodeJS.ProcessEnv; platform?: NodeJS.Platform }) {
  let parent = 100;
  let calls = 0;
  const end = watchParent(() => (calls += 1), { env: {}, platform: 'linux', ...how, parentId: () => parent });
  return { end, orphan: () => (parent = 1), calls: () => calls };
}

test('started by npm, a new parent is told once', () => {
  const watched = watch({ env: { npm_lifecycle_event: 'start' } });
  vi.advanceTimersByTime(5_000);
  expect(watched.calls()).toBe(0);
  watched.orphan();
  vi.advanceTimersByTime(5_000);
  expect(watched.calls()).toBe(1);
});

test('not started by npm, or on Windows, or after its end, nothing is watched', () => {
  const unwatched = [
    watch({}),
    watch({ env: { npm_lifecycle_event: 'start' }, platform: 'win32' }),
    watch({ env: { npm_lifecycle_event: 'start' } }),
  ];
  unwatched[2]?.end();
  for (const watched of unwatched) watched.orphan();
  vi.advanceTimersByTime(5_000);
  expect(unwatched.map((watched) => watched.calls())).toEqual([0, 0, 0]);
});

test('progress: silent for a second, then a line, then one every ten seconds, and the last with the whole time', () => {
  const lines: string[] = [];
  const end = startProgress({ text: 'Building', log: (line) => lines.push(line), stream: null });
  vi.advanceTimersByTime(900);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(11_100);
  expect(lines).toEqual(['Building … 1 s', 'Building … 11 s']);
  vi.advanceTimersByTime(2_000);
  end();
  expect(lines.at(-1)).toBe('Building … 14 s');
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(3);
});

test('progress: something quick says nothing', () => {
  const lines: string[] = [];
  startProgress({ text: 'Building', log: (line) => lines.push(line), stream: null })();
  vi.advanceTimersByTime(20_000);
  expect(lines).toEqual([]);
});
