import type { Rule } from '../../../shared/route-rules.ts';
import type { RuleFacts } from './match-condition.ts';
import { doesHold } from './match-condition.ts';

export interface ChosenPools {
  /** Indexes of the route's pools, in the order in which they are tried. */
  order: readonly number[];
  /** The rule that decided; null where none did. */
  rule: { index: number; pool: string } | null;
}

/** Goes through the route's rules in order; the first that holds and names a pool that is there decides. */
export function choosePools(facts: Omit<RuleFacts, 'salt'>): ChosenPools {
  const { pools, rules } = facts.route;
  if (rules.length === 0 && pools.length === 1) return onlyPool;
  const all = pools.map((_pool, index) => index);
  for (const [index, rule] of rules.entries()) {
    const named = pools.findIndex(({ name }) => name === rule.pool);
    if (named === -1 || !ruleHolds(rule, index, facts)) continue;
    const others = rule.mode === 'only' ? [] : all.filter((pool) => pool !== named);
    return { order: [named, ...others], rule: { index, pool: rule.pool } };
  }
  return { order: all, rule: null };
}

const onlyPool: ChosenPools = { order: [0], rule: null };

export function ruleHolds({ when }: Rule, index: number, facts: Omit<RuleFacts, 'salt'>): boolean {
  const salt = `${facts.route.alias} ${index}`;
  return when.every((condition) => doesHold(condition, { ...facts, salt }));
}
