import { setImmediate } from 'node:timers/promises';
import type { FakeClock } from './fake-clock.ts';

/** Lets time pass wherever one of `pauses` is waited for, and nowhere else, until `asked` is settled. */
export async function patiently<Result>(
  clock: FakeClock,
  pauses: readonly number[],
  asked: Promise<Result>,
): Promise<Result> {
  const waiting = { isOver: false };
  const end = (): void => {
    waiting.isOver = true;
  };
  asked.then(end, end);
  while (!waiting.isOver) {
    for (const ms of pauses) if (clock.pending().includes(ms)) clock.advance(ms);
    await setImmediate();
  }
  return asked;
}
