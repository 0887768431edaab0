import type { Chance } from '../../../shared/ports.ts';
import type { UpstreamLimits } from '../../../shared/upstream-limits.ts';

/** One candidate as a strategy weighs it. */
export interface Contender {
  /** Its qualified id. */
  id: string;
  inFlight: number;
  queued: number;
  maxConcurrent: UpstreamLimits['maxConcurrent'];
  weight: number;
  /** Recent time to the first token, faded by its age; null where none was seen. */
  firstTokenMs: number | null;
}

/** What a pool remembers from pick to pick. Plain data, replaced and never changed. */
export interface PoolMemory {
  /** The last pick's id: rotation goes on behind it. */
  last: string | null;
  /** What each candidate has saved up, for `weighted`. */
  credits: Readonly<Record<string, number>>;
}

export const freshMemory: PoolMemory = { last: null, credits: {} };

export interface StrategyInputs {
  memory: PoolMemory;
  /** What tells the request's conversation; null where nothing does. */
  affinity: string | null;
  chance: Chance;
}

/** Orders contenders, the best first, and says what the pool remembers once one of them was picked. */
export interface StrategyRules {
  order(contenders: readonly Contender[], inputs: StrategyInputs): readonly Contender[];
  /** `contenders` are those that were ordered, `picked` the id of the one that was tried. */
  advance(memory: PoolMemory, contenders: readonly Contender[], picked: string): PoolMemory;
}

/** Remembers the last pick and nothing else. */
export function rememberLast(
  memory: PoolMemory,
  _contenders: readonly Contender[],
  picked: string,
): PoolMemory {
  return { ...memory, last: picked };
}

/** The contenders from the one behind the last pick on, around the end. */
export function rotated(contenders: readonly Contender[], last: string | null): readonly Contender[] {
  const at = contenders.findIndex(({ id }) => id === last);
  return [...contenders.slice(at + 1), ...contenders.slice(0, at + 1)];
}
