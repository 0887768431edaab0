import type { Condition } from '../../../shared/route-rules.ts';
import type { ModelRef } from '../../../shared/model.ts';
import { isRoutable } from '../../../shared/upstream.ts';
import type { LiveFacts } from '../live.ts';
import { expectedWaitMs } from '../live.ts';
import { unitHash } from '../murmur3.ts';
import type { PlanRequest } from '../request.ts';
import type { RoutingRoute, RoutingSnapshot, RoutingUpstream } from '../types.ts';
import { findUpstream } from '../types.ts';
import { matchesGlob } from './glob.ts';

/** What a condition is held against. */
export interface RuleFacts {
  snapshot: RoutingSnapshot;
  route: RoutingRoute;
  request: PlanRequest;
  live: LiveFacts;
  /** Tells the draws of different rules apart. */
  salt: string;
}

export function doesHold(condition: Condition, facts: RuleFacts): boolean {
  const { request, live } = facts;
  switch (condition.kind) {
    case 'prompt-longer':
      return request.bodyBytes > condition.tokens && request.prompt().tokens > condition.tokens;
    case 'has-images':
      return request.prompt().images > 0;
    case 'has-tools':
      return request.prompt().hasTools;
    case 'json-mode':
      return request.prompt().isJsonMode;
    case 'requested-model':
      return request.requested !== null && matchesGlob(condition.pattern, request.requested);
    case 'client':
      return request.userAgent !== null && matchesGlob(condition.pattern, request.userAgent);
    case 'key-label':
      return request.keyLabel === condition.label;
    case 'queue-longer':
      return isAbove(leastWait(facts), condition.ms);
    case 'first-token-slower':
      return isAbove(leastFirstToken(facts), condition.ms);
    case 'share':
      return isDrawn(condition.percent, facts);
    case 'on-battery':
      return live.isOnBattery === true;
    case 'time-of-day':
      return isBetween(live.localMinutes, minutesOf(condition.from), minutesOf(condition.to));
  }
}

/** A conversation stays on its side of the draw; a request without one is drawn by chance. */
function isDrawn(percent: number, { request, live, salt }: RuleFacts): boolean {
  const { affinity } = request.prompt();
  return 100 * (affinity === null ? live.chance() : unitHash(`${salt} ${affinity}`)) < percent;
}

function isAbove(value: number | null, limit: number): boolean {
  return value !== null && value > limit;
}

/** At whichever server of the first group it is shortest; null where that of one is not known. */
function leastWait(facts: RuleFacts): number | null {
  const { recall, nowMs, load } = facts.live;
  return least(
    usableInFirst(facts).map(({ upstream: { slug, limits } }) =>
      expectedWaitMs(load(slug), limits.maxConcurrent, recall.answerMs(slug, nowMs)),
    ),
  );
}

function leastFirstToken(facts: RuleFacts): number | null {
  const { recall, nowMs } = facts.live;
  return least(usableInFirst(facts).map(({ ref }) => recall.firstTokenMs(ref, nowMs)));
}

/** What of the first group can be used at all: a server that is paused has no queue and yet is no reason to stay. */
function usableInFirst({ snapshot, route, live }: RuleFacts): { ref: ModelRef; upstream: RoutingUpstream }[] {
  return (route.pools[0]?.candidates ?? []).flatMap((ref) => {
    const upstream = findUpstream(snapshot, ref.upstream);
    if (upstream === undefined || !isRoutable(upstream.health)) return [];
    return live.recall.circuit(ref.upstream, live.nowMs).kind === 'open' ? [] : [{ ref, upstream }];
  });
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : Math.min(...known);
}

/** `from` belongs to it and `to` does not; past midnight where `from` is the later one. */
function isBetween(minutes: number, from: number, to: number): boolean {
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return hours * 60 + minutes;
}
