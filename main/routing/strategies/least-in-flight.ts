import type { Contender, StrategyRules } from './strategy.ts';
import { rememberLast, rotated } from './strategy.ts';

/**
 * Where least is being answered, relative to what each server takes at once. Ties go around: always taking the first
 * would never give a server that came back a request of its own.
 */
export const leastInFlight: StrategyRules = {
  order(contenders, { memory }) {
    const capacity = openCapacity(contenders);
    const load = ({ inFlight, queued, maxConcurrent }: Contender): number =>
      (inFlight + queued) / (maxConcurrent ?? capacity);
    return rotated(contenders, memory.last).toSorted((a, b) => load(a) - load(b));
  },
  advance: rememberLast,
};

/** A server without a limit counts as large as the largest with one. */
function openCapacity(contenders: readonly Contender[]): number {
  return Math.max(1, ...contenders.map(({ maxConcurrent }) => maxConcurrent ?? 1));
}
