/**
 * At most one thing is planned for each server. A timer that runs long after its time tells that the machine slept:
 * no timer runs meanwhile, and not every shell is told of it.
 */
import type { Clock } from '../../shared/ports.ts';

/** Later than this, by the wall clock, is no busy event loop any more. */
export const lateMs = 20_000;

export interface Plans<Step> {
  /** Replaces what was planned for the server. */
  set(slug: string, step: Step, delayMs: number): void;
  /** What is planned; null where nothing is. */
  stepOf(slug: string): Step | null;
  cancel(slug: string): void;
  cancelAll(): void;
}

export interface PlansOptions<Step> {
  clock: Clock;
  run: (slug: string, step: Step) => void;
  /** Called instead of `run` where the time has passed long ago. */
  onLate: () => void;
}

export function createPlans<Step>({ clock, run, onLate }: PlansOptions<Step>): Plans<Step> {
  const planned = new Map<string, { step: Step; cancel: () => void }>();
  const cancel = (slug: string): void => {
    planned.get(slug)?.cancel();
    planned.delete(slug);
  };
  return {
    set(slug, step, delayMs) {
      cancel(slug);
      const dueAt = clock.now() + delayMs;
      const fire = (): void => {
        planned.delete(slug);
        if (clock.now() - dueAt > lateMs) onLate();
        else run(slug, step);
      };
      planned.set(slug, { step, cancel: clock.after(delayMs, fire) });
    },
    stepOf: (slug) => planned.get(slug)?.step ?? null,
    cancel,
    cancelAll() {
      for (const slug of [...planned.keys()]) cancel(slug);
    },
  };
}
