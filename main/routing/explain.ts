/** Where a request that is only imagined would go, and why: the planner runs, and nothing is sent or remembered. */
import { describeRule } from '../../shared/describe-rule.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import { isSameModel } from '../../shared/model.ts';
import type {
  ExplainedCandidate,
  ExplainedPool,
  ExplainedRule,
  HypotheticalRequest,
  RouteExplanation,
} from '../../shared/routing.ts';
import { describeDecision, describeWarning } from './decision.ts';
import type { LiveFacts } from './live.ts';
import { murmur3 } from './murmur3.ts';
import type { Attempt, Plan } from './plan.ts';
import { planAttempts } from './plan.ts';
import type { Prospect, Survey } from './prospects.ts';
import { passedOver, surveyPool } from './prospects.ts';
import type { PlanRequest } from './request.ts';
import { resolveModel } from './resolve-model.ts';
import { choosePools, ruleHolds } from './rules/choose-pools.ts';
import type { RoutingSnapshot } from './types.ts';

export function explain(
  snapshot: RoutingSnapshot,
  imagined: HypotheticalRequest,
  live: LiveFacts,
): RouteExplanation {
  const { model: requested, endpoint } = imagined;
  const resolution = resolveModel(snapshot, { requested, endpoint, scope: null });
  if (!resolution.ok) {
    const { code, text } = resolution;
    return { ...nothing, why: text, refusal: { code, text } };
  }
  const then = imaginedLive(imagined, live);
  const survey: Survey = { snapshot, route: resolution.route, request: toRequest(imagined), live: then };
  const plan = planAttempts(snapshot, resolution, survey.request, then);
  return {
    route: resolution.route.alias,
    why: resolution.why,
    rules: explainRules(survey),
    pools: explainPools(survey, plan),
    ...explainPlan(plan),
  };
}

const nothing: Omit<RouteExplanation, 'why' | 'refusal'> = {
  route: null,
  rules: [],
  pools: [],
  attempts: [],
  decision: null,
  warnings: [],
};

function explainPlan(plan: Plan): Pick<RouteExplanation, 'attempts' | 'decision' | 'warnings' | 'refusal'> {
  if (!plan.ok) {
    const { code, text } = plan;
    return { attempts: [], decision: null, warnings: [], refusal: { code, text } };
  }
  return {
    attempts: plan.attempts.map(({ upstream, model }) => ({ upstream, model })),
    decision: describeDecision(plan.decision),
    warnings: plan.decision.warnings.map(describeWarning),
    refusal: null,
  };
}

function explainRules(survey: Survey): ExplainedRule[] {
  const { rule: applied } = choosePools(survey);
  return survey.route.rules.map((rule, index) => ({
    index,
    sentence: describeRule(rule),
    doesHold: ruleHolds(rule, index, survey),
    isApplied: applied?.index === index,
    isByChance: rule.when.some(({ kind }) => kind === 'share') && survey.request.prompt().affinity === null,
  }));
}

function explainPools(survey: Survey, plan: Plan): ExplainedPool[] {
  const { order } = choosePools(survey);
  const attempts = plan.ok ? plan.attempts : [];
  return survey.route.pools.map((pool, index) => ({
    index,
    name: pool.name ?? null,
    strategy: pool.strategy,
    isUsed: order.includes(index),
    candidates: surveyPool(survey, pool, index).map((one) =>
      explainCandidate(one, attempts, order.includes(index), survey.live),
    ),
  }));
}

function explainCandidate(
  prospect: Prospect,
  attempts: readonly Attempt[],
  isUsed: boolean,
  live: LiveFacts,
): ExplainedCandidate {
  const { candidate, upstream, contextTokens } = prospect;
  const at = attempts.findIndex((one) => one.pool === prospect.pool && isSameModel(one, candidate));
  return {
    upstream: candidate.upstream,
    model: candidate.model,
    upstreamName: candidate.upstreamName,
    location: candidate.location,
    place: at === -1 ? null : at + 1,
    passedOver: reasonOf(prospect, isUsed),
    inFlight: live.load(candidate.upstream).inFlight,
    maxConcurrent: upstream?.limits.maxConcurrent ?? null,
    contextTokens,
  };
}

function reasonOf(prospect: Prospect, isUsed: boolean): ExplainedCandidate['passedOver'] {
  if (prospect.exclusion !== null) return passedOver(prospect, prospect.exclusion);
  if (!isUsed) return passedOver(prospect, { reason: 'other-pool', text: otherPool });
  const [reason] = prospect.demotions;
  return reason === undefined ? null : passedOver(prospect, reason);
}

const otherPool: Message = message('passed-over.other-pool');

function toRequest(imagined: HypotheticalRequest): PlanRequest {
  const { model, endpoint, hasKey, userAgent, keyLabel, conversation } = imagined;
  const { promptTokens: tokens, images, hasTools, isJsonMode } = imagined;
  const affinity = conversation === null ? null : murmur3(conversation).toString(16);
  const prompt = { tokens, isEstimate: false, images, hasTools, isJsonMode, affinity };
  return {
    ...{ requested: model, endpoint, hasKey, userAgent, keyLabel },
    bodyBytes: Infinity,
    prompt: () => prompt,
  };
}

/** A share that is drawn by chance is not taken: the answer has to be the same whenever it is asked. */
function imaginedLive({ isOnBattery, localMinutes }: HypotheticalRequest, live: LiveFacts): LiveFacts {
  return {
    ...live,
    chance: () => almostOne,
    isOnBattery: isOnBattery ?? live.isOnBattery,
    localMinutes: localMinutes ?? live.localMinutes,
  };
}

const almostOne = 1 - Number.EPSILON;
