/** The changes of a route's draft: parts are added, taken out, changed, and put into another order. */
import type { DraftCandidate, DraftPool, DraftRule, RouteDraft } from './route-draft.ts';

/** What is dragged: groups and rules within their list, candidates from one group to another as well. */
export type SortableType = 'group' | 'candidate' | 'rule';

export interface Drag {
  type: SortableType;
  from: { list: string; index: number };
  to: { list: string; index: number };
}

/** The lists that candidates are dragged between are named after their group's id. */
export const groupList = 'groups';
export const ruleList = 'rules';

export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

export function movePart(draft: RouteDraft, { type, from, to }: Drag): RouteDraft {
  if (type === 'group') return { ...draft, pools: moved(draft.pools, from.index, to.index) };
  if (type === 'rule') return { ...draft, rules: moved(draft.rules, from.index, to.index) };
  if (from.list === to.list) {
    return changePool(draft, from.list, (pool) => ({
      ...pool,
      candidates: moved(pool.candidates, from.index, to.index),
    }));
  }
  const candidate = draft.pools.find(({ id }) => id === from.list)?.candidates[from.index];
  if (candidate === undefined) return draft;
  const without = removeCandidate(draft, from.list, candidate.id);
  return changePool(without, to.list, (pool) => ({
    ...pool,
    candidates: pool.candidates.toSpliced(to.index, 0, candidate),
  }));
}

export function changePool(
  draft: RouteDraft,
  id: string,
  change: (pool: DraftPool) => DraftPool,
): RouteDraft {
  return { ...draft, pools: draft.pools.map((pool) => (pool.id === id ? change(pool) : pool)) };
}

/** Rules that named it are kept, and want another group. */
export function removePool(draft: RouteDraft, id: string): RouteDraft {
  return {
    ...draft,
    pools: draft.pools.filter((pool) => pool.id !== id),
    rules: draft.rules.map((rule) => (rule.pool === id ? { ...rule, pool: null } : rule)),
  };
}

export function changeCandidate(
  draft: RouteDraft,
  poolId: string,
  id: string,
  change: Partial<DraftCandidate>,
): RouteDraft {
  return changePool(draft, poolId, (pool) => ({
    ...pool,
    candidates: pool.candidates.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }));
}

export function removeCandidate(draft: RouteDraft, poolId: string, id: string): RouteDraft {
  return changePool(draft, poolId, (pool) => ({
    ...pool,
    candidates: pool.candidates.filter((one) => one.id !== id),
  }));
}

export function changeRule(draft: RouteDraft, id: string, change: Partial<DraftRule>): RouteDraft {
  return { ...draft, rules: draft.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)) };
}

export function removeRule(draft: RouteDraft, id: string): RouteDraft {
  return { ...draft, rules: draft.rules.filter((rule) => rule.id !== id) };
}
