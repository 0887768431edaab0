import type { Message } from '../../shared/i18n/index.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { Location } from '../../shared/location.ts';
import { fartherLocation, isWithin } from '../../shared/location.ts';
import type { ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { Candidate, RoutingRoute, RoutingSnapshot } from './types.ts';
import { findUpstream } from './types.ts';

type PlanRefusal = 'invalid_api_key' | 'upstream_unauthorized' | 'no_upstream';

export type Plan =
  | { ok: true; attempts: readonly [Candidate, ...Candidate[]] }
  | { ok: false; code: PlanRefusal; text: Message };

/**
 * The ordered tries for one request. Locks drop candidates first, then the key rule (without the local key only this
 * machine's candidates serve), then health. An empty plan says which of them emptied it.
 */
export function planAttempts(snapshot: RoutingSnapshot, pools: RoutingRoute['pools'], hasKey: boolean): Plan {
  const all = pools.flat().flatMap((ref) => toCandidate(snapshot, ref));
  const unlocked = all.filter(({ location }) => isWithin(location, lockedReach(snapshot.locks)));
  const permitted = hasKey ? unlocked : unlocked.filter(({ location }) => location === 'this-machine');
  const [first, ...rest] = permitted.filter(({ health }) => isRoutable(health));
  if (first !== undefined) return { ok: true, attempts: [first, ...rest] };
  return { ok: false, ...whyEmpty(snapshot, all, unlocked, permitted) };
}

/** How far the two locks let anything go. */
export function lockedReach(locks: Settings['locks']): Location {
  if (locks.onlyThisMachine) return 'this-machine';
  return locks.noCloud ? 'private-network' : 'unknown';
}

/** The decision in English ASCII for a header: at most 256 bytes. */
export function renderDecision(why: Message, candidate: ModelRef): string {
  const text = `${renderMessage('en', why)} -> ${qualifiedId(candidate)}`;
  return text.replace(/[^\x20-\x7e]/gu, percentEncoded).slice(0, 256);
}

/** For a header. Half of a surrogate pair, which JSON may hold, becomes the replacement character. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

function toCandidate(snapshot: RoutingSnapshot, ref: ModelRef): Candidate[] {
  const upstream = findUpstream(snapshot, ref.upstream);
  if (upstream === undefined) return [];
  const info = upstream.models.find(({ id }) => id === ref.model);
  const location = fartherLocation(info?.location ?? upstream.location, upstream.location);
  return [{ ...ref, upstreamName: upstream.name, location, health: upstream.health }];
}

function whyEmpty(
  snapshot: RoutingSnapshot,
  all: readonly Candidate[],
  unlocked: readonly Candidate[],
  permitted: readonly Candidate[],
): { code: PlanRefusal; text: Message } {
  if (all.length === 0) return { code: 'no_upstream', text: message('error.no_upstream') };
  if (unlocked.length === 0) {
    const lock = message(snapshot.locks.onlyThisMachine ? 'lock.onlyThisMachine' : 'lock.noCloud');
    return { code: 'no_upstream', text: message('error.no_upstream.locked', { lock }) };
  }
  if (permitted.length === 0) {
    return {
      code: 'invalid_api_key',
      text: message('error.invalid_api_key.cloud', { upstream: namesOf(unlocked) }),
    };
  }
  if (permitted.every(({ health }) => health === 'unauthorized')) {
    const text = message('error.upstream_unauthorized', { upstream: namesOf(permitted) });
    return { code: 'upstream_unauthorized', text };
  }
  return { code: 'no_upstream', text: message('error.no_upstream.down', { servers: namesOf(permitted) }) };
}

function namesOf(candidates: readonly Candidate[]): string {
  return [...new Set(candidates.map(({ upstreamName }) => upstreamName))].join(', ');
}
