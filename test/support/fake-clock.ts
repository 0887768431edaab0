/** A clock that moves when told to. */
import type { Clock } from '../../shared/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(ms: number): void;
  /** The machine sleeps: time passes and no timer runs. What fell due runs, late, with the next `advance`. */
  jump(ms: number): void;
  /** The delays of the timers that wait, soonest first, as they were asked for. */
  pending(): number[];
  /** Resolves once a timer with exactly this delay waits. */
  armed(delayMs: number): Promise<void>;
}

interface Timer {
  dueAt: number;
  delayMs: number;
  callback: () => void;
}

export function createFakeClock(startsAt = Date.UTC(2026, 10, 21, 9, 0, 0)): FakeClock {
  const timers = new Set<Timer>();
  const watchers = new Set<() => void>();
  let now = startsAt;

  const soonest = (): Timer | undefined => [...timers].sort((a, b) => a.dueAt - b.dueAt)[0];
  const hasTimer = (delayMs: number): boolean => [...timers].some((timer) => timer.delayMs === delayMs);

  return {
    now: () => now,
    monotonicMs: () => now - startsAt,
    after(delayMs, callback) {
      const timer = { dueAt: now + delayMs, delayMs, callback };
      timers.add(timer);
      for (const watcher of [...watchers]) watcher();
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      for (let next = soonest(); next !== undefined && next.dueAt <= end; next = soonest()) {
        now = Math.max(now, next.dueAt);
        timers.delete(next);
        next.callback();
      }
      now = end;
    },
    jump(ms) {
      now += ms;
    },
    pending: () => [...timers].sort((a, b) => a.dueAt - b.dueAt).map(({ delayMs }) => delayMs),
    armed: (delayMs) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!hasTimer(delayMs)) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
}
