import { setImmediate } from 'node:timers/promises';

/** Lets the event loop turn until `isMet`; the test's own time limit is the guard. */
export async function eventually(isMet: () => boolean): Promise<void> {
  while (!isMet()) await setImmediate();
}
