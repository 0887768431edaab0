import type { ModelRef } from '../../shared/model.ts';
import type { Chance } from '../../shared/ports.ts';
import type { CircuitState } from './circuit.ts';
import type { Rest } from './cooldown.ts';
import type { PoolMemory } from './strategies/strategy.ts';

/** What a server is doing now. */
export interface UpstreamLoad {
  /** Requests being answered, all its models together. */
  inFlight: number;
  /** Requests that wait for a place. */
  queued: number;
}

/** What routing remembers of earlier requests; the planner only reads it. */
export interface RoutingRecall {
  circuit(slug: string, nowMs: number): CircuitState;
  rest(ref: ModelRef, nowMs: number): Rest | null;
  /** Recent time from sending to the first content, faded by its age; null where none was seen. */
  firstTokenMs(ref: ModelRef, nowMs: number): number | null;
  /** Recent time from sending to the end of an answer, over all models of a server. */
  answerMs(slug: string, nowMs: number): number | null;
  pool(poolId: string): PoolMemory;
}

/** What is true at the moment of planning and changes from request to request, unlike the snapshot. */
export interface LiveFacts {
  /** Monotonic. */
  nowMs: number;
  /** Minutes since midnight, local time. */
  localMinutes: number;
  /** Null where the machine has no battery or does not tell. */
  isOnBattery: boolean | null;
  chance: Chance;
  load(slug: string): UpstreamLoad;
  recall: RoutingRecall;
}

/**
 * How long a new request would wait for a place at a server: none while one is free; then as long as those before it
 * take, one place after another. Null where nobody knows how long an answer takes there.
 */
export function expectedWaitMs(
  { inFlight, queued }: UpstreamLoad,
  maxConcurrent: number | null,
  answerMs: number | null,
): number | null {
  if (maxConcurrent === null || inFlight < maxConcurrent) return 0;
  return answerMs === null ? null : ((queued + 1) * answerMs) / maxConcurrent;
}
