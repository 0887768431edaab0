import type { StrategyRules } from './strategy.ts';
import { rememberLast, rotated } from './strategy.ts';

/** One after another. */
export const roundRobin: StrategyRules = {
  order: (contenders, { memory }) => rotated(contenders, memory.last),
  advance: rememberLast,
};
