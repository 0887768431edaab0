/**
 * The ordered tries for one request, and why. Rules pick the pools; locks, the key rule, health and pauses take
 * candidates out; inside a pool what speaks against a candidate puts it behind, and the strategy orders the rest.
 */
import type { ProxyErrorCode } from '../../shared/errors.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Decision } from '../../shared/routing.ts';
import type { Strategy } from '../../shared/settings.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import { defaultLimits } from '../../shared/upstream-limits.ts';
import { burdenOf } from './burden.ts';
import { buildDecision } from './decision.ts';
import type { LiveFacts } from './live.ts';
import type { Prospect, Survey } from './prospects.ts';
import { surveyPool } from './prospects.ts';
import { whyEmpty } from './refusal.ts';
import type { PlanRequest } from './request.ts';
import { choosePools } from './rules/choose-pools.ts';
import { strategyRules } from './strategies/index.ts';
import type { Contender } from './strategies/strategy.ts';
import type { Candidate, RoutingRoute, RoutingSnapshot } from './types.ts';

/** One try. */
export interface Attempt extends Candidate {
  /** Index of its pool in the route: a retry stays in it, a fallback leaves it. */
  pool: number;
  limits: UpstreamLimits;
  /** Room for prompt and answer; null where the server does not say. */
  contextTokens: number | null;
  /** Its server is paused, and nobody else can answer: the circuit's gate lets it through. */
  isForced: boolean;
}

/** Who stood for election in one pool: what its strategy remembers of the pick. A pool of one has none. */
export interface Turn {
  pool: number;
  /** Names the pool's memory. */
  poolId: string;
  strategy: Strategy;
  /** Those with equally little against them stand together, the best group first. */
  groups: readonly (readonly Contender[])[];
}

export interface PlanRefusal {
  code: Extract<ProxyErrorCode, 'invalid_api_key' | 'upstream_unauthorized' | 'no_upstream' | 'queue_full'>;
  text: Message;
  retryAfterSeconds?: number;
}

export type Plan =
  | { ok: true; attempts: readonly [Attempt, ...Attempt[]]; turns: readonly Turn[]; decision: Decision }
  | ({ ok: false } & PlanRefusal);

/** A route that a requested name led to, and how. */
export interface Resolved {
  route: RoutingRoute;
  why: Message;
}

/** Reads `live.recall` and changes nothing: the same request planned twice gives the same plan. */
export function planAttempts(
  snapshot: RoutingSnapshot,
  { route, why }: Resolved,
  request: PlanRequest,
  live: LiveFacts,
): Plan {
  const survey: Survey = { snapshot, route, request, live };
  const { order, rule } = choosePools(survey);
  const pools = order.map((index) => surveyPool(survey, poolAt(route, index), index));
  const all = withoutRepeats(pools.flat());
  const usable = all.filter(({ exclusion }) => exclusion === null);
  const isForced = usable.length === 0;
  const ordered = isForced ? lastResort(all) : inOrder(survey, order, usable, all.length);
  const attempts = ordered.prospects.map((prospect) => toAttempt(prospect, isForced));
  const [first, ...rest] = attempts;
  const [best] = ordered.prospects;
  if (first === undefined || best === undefined) return { ok: false, ...whyEmpty(snapshot, route, all) };
  const decision = buildDecision({ survey, why, rule, all, best });
  return { ok: true, attempts: [first, ...rest], turns: ordered.turns, decision };
}

/** A candidate in two pools is tried once, in the first of them. */
function withoutRepeats(prospects: readonly Prospect[]): readonly Prospect[] {
  if (prospects.length < 2) return prospects;
  const seen = new Set<string>();
  return prospects.filter(({ candidate }) => {
    const id = qualifiedId(candidate);
    return seen.has(id) ? false : seen.add(id);
  });
}

const noTurns: readonly Turn[] = [];

interface Ordered {
  prospects: readonly Prospect[];
  turns: readonly Turn[];
}

/** Whoever rests shortest; a server that said itself how long is left alone. */
function lastResort(all: readonly Prospect[]): Ordered {
  const resting = all.filter((one) => one.resting !== null && !one.resting.isTold);
  const remaining = ({ resting: rest }: Prospect): number => rest?.remainingMs ?? 0;
  return { prospects: resting.toSorted((a, b) => remaining(a) - remaining(b)), turns: [] };
}

/** `all`: how many there are with those that cannot be used. Where there is one only, nobody takes turns. */
function inOrder(
  survey: Survey,
  order: readonly number[],
  usable: readonly Prospect[],
  all: number,
): Ordered {
  if (all === 1) return { prospects: usable, turns: noTurns };
  const pools = order.map((index) =>
    orderPool(
      survey,
      index,
      usable.filter(({ pool }) => pool === index),
    ),
  );
  const prospects = pools.flatMap((pool) => pool.prospects);
  const cannot = (one: Prospect): boolean => isUnfit(one, survey.route.allowLargerContext);
  return {
    // What cannot serve the request at all comes after what can, in whichever pool.
    prospects: [...prospects.filter((one) => !cannot(one)), ...prospects.filter(cannot)],
    turns: pools.flatMap(({ turn }) => turn ?? []),
  };
}

function isUnfit({ demotions }: Prospect, allowLargerContext: boolean): boolean {
  return demotions.some(
    ({ reason }) =>
      reason === 'no-vision' ||
      reason === 'no-tools' ||
      (allowLargerContext && reason === 'context-too-small'),
  );
}

function orderPool(
  survey: Survey,
  index: number,
  prospects: readonly Prospect[],
): { prospects: readonly Prospect[]; turn: Turn | null } {
  const { route, request, live } = survey;
  const { strategy, candidates } = poolAt(route, index);
  if (candidates.length === 1) return { prospects, turn: null };
  const poolId = `${route.alias}/${index}`;
  const inputs = {
    memory: live.recall.pool(poolId),
    affinity: strategy === 'prefix-affinity' ? request.prompt().affinity : null,
    chance: live.chance,
  };
  const groups = groupsOf(prospects).map((group) => group.map((one) => toContender(one, live)));
  const ids = groups.flatMap((group) => strategyRules[strategy].order(group, inputs).map(({ id }) => id));
  const byId = new Map(prospects.map((one) => [qualifiedId(one.candidate), one]));
  return {
    prospects: ids.map((id) => byId.get(id)).filter((one) => one !== undefined),
    turn: { pool: index, poolId, strategy, groups },
  };
}

/** The candidates with equally much against them together, those with least first. */
function groupsOf(prospects: readonly Prospect[]): Prospect[][] {
  const groups = new Map<number, Prospect[]>();
  for (const one of prospects) {
    const weight = burdenOf(one);
    groups.set(weight, [...(groups.get(weight) ?? []), one]);
  }
  return [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group);
}

function toContender({ candidate, upstream, weight }: Prospect, live: LiveFacts): Contender {
  return {
    id: qualifiedId(candidate),
    ...live.load(candidate.upstream),
    maxConcurrent: upstream?.limits.maxConcurrent ?? null,
    weight,
    firstTokenMs: live.recall.firstTokenMs(candidate, live.nowMs),
  };
}

/** Field by field, as all here that is made for every request. */
function toAttempt(prospect: Prospect, isForced: boolean): Attempt {
  const { upstream, model, upstreamName, location, health } = prospect.candidate;
  const { pool, contextTokens } = prospect;
  const limits = prospect.upstream?.limits ?? defaultLimits;
  return { upstream, model, upstreamName, location, health, pool, limits, contextTokens, isForced };
}

function poolAt(route: RoutingRoute, index: number): RoutingRoute['pools'][number] {
  const pool = route.pools[index];
  if (pool === undefined) throw new Error(`the route ${route.alias} has no pool ${index}`);
  return pool;
}
