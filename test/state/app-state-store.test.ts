import { expect, test } from 'vitest';
import { createAppStateStore } from '../../main/state/app-state-store.ts';
import { sampleState } from '../desktop/sample-state.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function store() {
  const clock = createFakeClock();
  const at = { inFlight: 0 };
  const made = createAppStateStore({
    clock,
    build: () => {
      const { traffic } = sampleState();
      return sampleState({ revision: 0, traffic: { ...traffic, inFlight: at.inFlight } });
    },
  });
  return { clock, at, made };
}

test('the revision grows with each difference and with nothing else', () => {
  const { made, at } = store();
  const first = made.get().revision;
  expect(made.get().revision).toBe(first);
  at.inFlight = 1;
  expect(made.get().revision).toBe(first + 1);
});

test('a listener gets what is, then at most four changes a second, the newest last', () => {
  const { made, at, clock } = store();
  const seen: number[] = [];
  made.subscribe(({ traffic }) => seen.push(traffic.inFlight));
  for (let n = 1; n <= 100; n += 1) {
    at.inFlight = n;
    made.touch();
    clock.advance(10);
  }
  clock.advance(1_000);
  expect(seen[0]).toBe(0);
  expect(seen.at(-1)).toBe(100);
  expect(seen.length).toBeLessThanOrEqual(6);
});

test('what did not change is not pushed', () => {
  const { made, clock } = store();
  const seen: number[] = [];
  made.subscribe(({ revision }) => seen.push(revision));
  made.touch();
  clock.advance(1_000);
  expect(seen).toHaveLength(1);
});

test('a listener that left hears nothing', () => {
  const { made, at, clock } = store();
  const seen: number[] = [];
  const leave = made.subscribe(({ revision }) => seen.push(revision));
  made.subscribe(() => undefined);
  leave();
  at.inFlight = 5;
  made.touch();
  clock.advance(1_000);
  expect(seen).toHaveLength(1);
});

test('a change that somebody has asked for meanwhile is pushed all the same', () => {
  const { made, at, clock } = store();
  const seen: number[] = [];
  made.subscribe(({ traffic }) => seen.push(traffic.inFlight));
  at.inFlight = 7;
  made.touch();
  expect(made.get().traffic.inFlight).toBe(7);
  clock.advance(1_000);
  expect(seen).toEqual([0, 7]);
});
