import type { Strategy } from '../../../shared/settings.ts';
import { fastest } from './fastest.ts';
import { leastInFlight } from './least-in-flight.ts';
import { prefixAffinity } from './prefix-affinity.ts';
import { roundRobin } from './round-robin.ts';
import type { StrategyRules } from './strategy.ts';
import { weighted } from './weighted.ts';

export const strategyRules: Readonly<Record<Strategy, StrategyRules>> = {
  'least-in-flight': leastInFlight,
  'round-robin': roundRobin,
  weighted,
  fastest,
  'prefix-affinity': prefixAffinity,
};
