/** A route while it is edited: what is typed may be unfinished, and each part has an id that stays while it moves. */
import type { CallInput } from '../../../shared/api.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { defaultRouteOptions } from '../../../shared/route-options.ts';
import type { Condition, Rule, RuleMode } from '../../../shared/route-rules.ts';
import type { Pool, Route, Strategy } from '../../../shared/settings.ts';
import { toCondition, toDraftCondition } from './condition-draft.ts';
import type { DraftCondition } from './condition-draft.ts';
import { typedNumber } from './typed-number.ts';
import type { Typed } from './typed-number.ts';

export interface DraftCandidate {
  id: string;
  ref: ModelRef | null;
  /** Empty: its server's. */
  weight: Typed;
}

export interface DraftPool {
  id: string;
  name: string;
  strategy: Strategy;
  candidates: readonly DraftCandidate[];
}

export interface DraftRule {
  id: string;
  when: readonly DraftCondition[];
  /** The group's id, so that a new name of it needs no second change; null while none is chosen. */
  pool: string | null;
  mode: RuleMode;
}

export interface RouteDraft {
  alias: string;
  pools: readonly DraftPool[];
  rules: readonly DraftRule[];
  locks: Route['locks'];
  allowLargerContext: boolean;
  options: Route['options'];
}

/** Gives `1`, `2`, …: unique within one editor. */
export type Ids = () => string;

export function createIds(): Ids {
  let last = 0;
  return () => String((last += 1));
}

/** Strategies that send more where the weight is higher. */
export const weightedStrategies: ReadonlySet<Strategy> = new Set<Strategy>(['weighted', 'prefix-affinity']);

export function emptyPool(name: string, ids: Ids): DraftPool {
  return { id: ids(), name, strategy: 'least-in-flight', candidates: [emptyCandidate(ids)] };
}

export function emptyCandidate(ids: Ids): DraftCandidate {
  return { id: ids(), ref: null, weight: '' };
}

export function emptyDraft(alias: string, poolName: string, ids: Ids): RouteDraft {
  return {
    alias,
    pools: [emptyPool(poolName, ids)],
    rules: [],
    locks: { onlyThisMachine: false, noCloud: false },
    allowLargerContext: true,
    options: defaultRouteOptions,
  };
}

/** A route as it stands in the settings. */
export function draftOf(route: Route, ids: Ids): RouteDraft {
  const pools = route.pools.map((pool) => draftPool(pool, ids));
  const { alias, locks, allowLargerContext, options } = route;
  const rules = route.rules.map((rule) => draftRule(rule, pools, ids));
  return { alias, pools, rules, locks, allowLargerContext, options };
}

function draftPool({ name = '', strategy, candidates }: Pool, ids: Ids): DraftPool {
  return {
    id: ids(),
    name,
    strategy,
    candidates: candidates.map(({ upstream, model, weight = '' }) => ({
      id: ids(),
      ref: { upstream, model },
      weight,
    })),
  };
}

function draftRule({ when, pool, mode }: Rule, pools: readonly DraftPool[], ids: Ids): DraftRule {
  return {
    id: ids(),
    when: when.map((condition) => toDraftCondition(condition, ids())),
    pool: pools.find(({ name }) => name === pool)?.id ?? null,
    mode,
  };
}

/** What is saved. Only for a draft without problems: what is unfinished is left out. */
export function toInput(draft: RouteDraft): CallInput<'saveRoute'> {
  const { alias, locks, allowLargerContext, options } = draft;
  return {
    alias: alias.trim(),
    pools: draft.pools.map(toPool),
    rules: draft.rules.flatMap((rule) => toRule(rule, draft.pools) ?? []),
    locks,
    allowLargerContext,
    options,
  };
}

function toPool({ name, strategy, candidates }: DraftPool): CallInput<'saveRoute'>['pools'][number] {
  const called = name.trim();
  return {
    ...(called === '' ? {} : { name: called }),
    strategy,
    candidates: candidates.flatMap(({ ref, weight }) => {
      const share = typedNumber(weight);
      return ref === null ? [] : [{ ...ref, ...(share === null ? {} : { weight: share }) }];
    }),
  };
}

/** Null while something is missing. */
export function toRule({ when, pool, mode }: DraftRule, pools: readonly DraftPool[]): Rule | null {
  const name = pools.find(({ id }) => id === pool)?.name.trim() ?? '';
  const conditions = when.map(toCondition).filter((one): one is Condition => one !== null);
  return name === '' || conditions.length < when.length ? null : { when: conditions, pool: name, mode };
}

/** True where saving would change something. */
export function isChanged(draft: RouteDraft, before: RouteDraft): boolean {
  return JSON.stringify(withoutIds(draft)) !== JSON.stringify(withoutIds(before));
}

function withoutIds({ pools, rules, ...rest }: RouteDraft): object {
  const placeOf = (pool: string | null): number => pools.findIndex(({ id }) => id === pool);
  return {
    ...rest,
    pools: pools.map(({ id: _id, candidates, ...pool }) => ({
      ...pool,
      candidates: candidates.map(({ id: _own, ...candidate }) => candidate),
    })),
    rules: rules.map(({ id: _id, pool, when, ...rule }) => ({
      ...rule,
      pool: placeOf(pool),
      when: when.map(({ id: _own, ...condition }) => condition),
    })),
  };
}
