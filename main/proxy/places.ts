/**
 * Places at servers that take only so many requests at once: who finds none waits in the order of arrival. Counts every
 * attempt, so that a limit set later is right at once. Never refuses where a server has no limit.
 */
import type { Clock } from '../../shared/ports.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { Exchange } from './exchange.ts';

export type Visitor = Pick<Exchange, 'onGone' | 'isGone' | 'isEnded'>;
export type PlaceLimits = Pick<UpstreamLimits, 'maxConcurrent' | 'queueLength' | 'queueWaitMs'>;

/** `full`: nobody more may wait; `late`: it waited as long as it may; `gone`: its client left, or was answered. */
export type PlaceOutcome = 'had' | 'full' | 'late' | 'gone';

export interface Places {
  /** Each `had` is answered by one `leave`. At once where nobody has to wait, which is nearly always; never rejects. */
  enter(slug: string, limits: PlaceLimits, visitor: Visitor): PlaceOutcome | Promise<PlaceOutcome>;
  leave(slug: string): void;
  /** How many wait there. */
  queued(slug: string): number;
}

interface Lane {
  taken: number;
  /** As the newest request knows it: settings may change while others wait. */
  max: number;
  waiting: Set<() => void>;
}

export function createPlaces(clock: Pick<Clock, 'after'>, onChange: () => void = () => undefined): Places {
  /** An empty one stays: see `takeOut` for what a Map costs that every request fills and empties. */
  const lanes = new Map<string, Lane>();

  const laneOf = (slug: string): Lane => {
    let lane = lanes.get(slug);
    if (lane === undefined) {
      lane = { taken: 0, max: Infinity, waiting: new Set() };
      lanes.set(slug, lane);
    }
    return lane;
  };
  /** A set keeps the order in which they came. */
  const admit = (lane: Lane): void => {
    for (const grant of lane.waiting) {
      if (lane.taken >= lane.max) return;
      grant();
    }
  };
  const wait = (lane: Lane, limitMs: number, visitor: Visitor): Promise<PlaceOutcome> =>
    new Promise((resolve) => {
      const end = (outcome: PlaceOutcome): void => {
        lane.waiting.delete(grant);
        cancel();
        visitor.onGone(null);
        onChange();
        resolve(outcome);
      };
      const grant = (): void => {
        lane.taken += 1;
        end('had');
      };
      const cancel = clock.after(limitMs, () => end('late'));
      visitor.onGone(() => end('gone'));
      lane.waiting.add(grant);
      onChange();
    });

  return {
    enter(slug, { maxConcurrent, queueLength, queueWaitMs }, visitor) {
      if (visitor.isGone || visitor.isEnded) return 'gone';
      const lane = laneOf(slug);
      lane.max = maxConcurrent ?? Infinity;
      admit(lane);
      if (lane.taken < lane.max) {
        lane.taken += 1;
        return 'had';
      }
      return lane.waiting.size < queueLength ? wait(lane, queueWaitMs, visitor) : 'full';
    },
    leave(slug) {
      const lane = laneOf(slug);
      lane.taken -= 1;
      admit(lane);
    },
    queued: (slug) => lanes.get(slug)?.waiting.size ?? 0,
  };
}
