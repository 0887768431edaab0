/**
 * When servers are looked at again. Quiet: a healthy server is not probed at all while requests tell how it is; one
 * that is loading, gone or limited is, until that has changed.
 */
import type { Chance, Clock } from '../../shared/ports.ts';
import type { Health } from '../../shared/upstream.ts';

export interface HealthMonitor {
  /** A health was found or has changed: plans the next look, or none. */
  note(slug: string, health: Health): void;
  /** Looks soon, once, whatever the health: a request just showed that what we know is old. */
  lookSoon(slug: string): void;
  forget(slug: string): void;
  stop(): void;
}

export interface HealthMonitorOptions {
  clock: Clock;
  chance: Chance;
  /** Looks at the server; `note` is called with what it found. */
  look: (slug: string) => void;
}

const againAfterMs: Readonly<Record<Health, number | null>> = {
  unknown: 30_000,
  healthy: null,
  loading: 3_000,
  busy: 30_000,
  unreachable: 10_000,
  unauthorized: 60_000,
  'rate-limited': 30_000,
};
const soonMs = 1_000;

export function createHealthMonitor({ clock, chance, look }: HealthMonitorOptions): HealthMonitor {
  const planned = new Map<string, () => void>();
  let isStopped = false;

  const cancel = (slug: string): void => {
    planned.get(slug)?.();
    planned.delete(slug);
  };
  const plan = (slug: string, delayMs: number): void => {
    cancel(slug);
    if (isStopped) return;
    const run = (): void => {
      planned.delete(slug);
      look(slug);
    };
    planned.set(slug, clock.after(delayMs, run));
  };

  return {
    note(slug, health) {
      const delayMs = againAfterMs[health];
      if (delayMs === null) cancel(slug);
      // Up to a fifth more, so that servers which went away together are not asked in step.
      else plan(slug, delayMs * (1 + chance() / 5));
    },
    lookSoon(slug) {
      if (!planned.has(slug)) plan(slug, soonMs);
    },
    forget: cancel,
    stop() {
      isStopped = true;
      for (const slug of [...planned.keys()]) cancel(slug);
    },
  };
}
