import type { Clock } from '../../shared/ports.ts';
import type { Visitor } from './places.ts';

/** Resolves after `forMs`, or at once when the client leaves or is answered: its timer is gone then. Never rejects. */
export function pause(clock: Pick<Clock, 'after'>, visitor: Visitor, forMs: number): Promise<void> {
  if (forMs === 0 || visitor.isGone || visitor.isEnded) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      visitor.onGone(null);
      resolve();
    };
    const cancel = clock.after(forMs, end);
    visitor.onGone(end);
  });
}
