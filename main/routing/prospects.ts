/** Looks at each candidate of a route: may it be used at all, and what speaks against trying it first. */
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Location } from '../../shared/location.ts';
import { fartherLocation, isWithin } from '../../shared/location.ts';
import type { ModelInfo } from '../../shared/model.ts';
import type { Demotion, Exclusion, PassedOver } from '../../shared/routing.ts';
import type { Pool } from '../../shared/settings.ts';
import { isRoutable } from '../../shared/upstream.ts';
import type { LiveFacts } from './live.ts';
import { bothLocks, lockAgainst } from '../../shared/locks.ts';
import type { PlanRequest } from './request.ts';
import type { Candidate, RoutingRoute, RoutingSnapshot, RoutingUpstream } from './types.ts';
import { findUpstream } from './types.ts';

/** A candidate of a pool with everything that the plan needs of it. */
export interface Prospect {
  candidate: Candidate;
  /** Null where no server has that slug. */
  upstream: RoutingUpstream | null;
  /** Index of its pool in the route. */
  pool: number;
  weight: number;
  contextTokens: number | null;
  exclusion: Reason<Exclusion> | null;
  /** Nothing but a pause or a guessed rest keeps it out: it is asked where nobody else can answer. */
  resting: { remainingMs: number; isTold: boolean } | null;
  /** What speaks against trying it first, the weightiest first. */
  demotions: readonly Reason<Demotion>[];
}

export interface Reason<Kind> {
  reason: Kind;
  text: Message;
}

export interface Survey {
  snapshot: RoutingSnapshot;
  route: RoutingRoute;
  request: PlanRequest;
  live: LiveFacts;
}

export function surveyPool(survey: Survey, pool: Pool, index: number): Prospect[] {
  return pool.candidates.map((ref) => surveyCandidate(survey, ref, index));
}

export function passedOver(
  { candidate }: Prospect,
  { reason, text }: Reason<Exclusion | Demotion>,
): PassedOver {
  return { upstream: candidate.upstream, model: candidate.model, reason, text };
}

function surveyCandidate(survey: Survey, ref: Pool['candidates'][number], pool: number): Prospect {
  const upstream = findUpstream(survey.snapshot, ref.upstream) ?? null;
  const info = upstream?.models.find(({ id }) => id === ref.model);
  const candidate: Candidate = {
    upstream: ref.upstream,
    model: ref.model,
    upstreamName: upstream?.name ?? ref.upstream,
    location:
      upstream === null ? 'unknown' : fartherLocation(info?.location ?? upstream.location, upstream.location),
    health: upstream?.health ?? 'unknown',
  };
  const contextTokens = contextOf(info, candidate.location);
  const weight = ref.weight ?? upstream?.limits.weight ?? 1;
  const barred = upstream === null ? excluded('no-server') : barredBy(survey, candidate);
  if (upstream === null || barred !== null) {
    return {
      ...{ candidate, upstream, pool, weight, contextTokens },
      ...{ exclusion: barred, resting: null, demotions: [] },
    };
  }
  const resting = restOf(survey.live, candidate);
  const demotions = demotionsOf(survey, { candidate, upstream, info, contextTokens });
  const exclusion = resting?.exclusion ?? null;
  return { candidate, upstream, pool, weight, contextTokens, exclusion, resting, demotions };
}

/** What a server has loaded; for a model beyond the own network, which is always loaded, what it was made for. */
function contextOf(info: ModelInfo | undefined, location: Location): number | null {
  if (info === undefined) return null;
  return info.context.loaded ?? (isWithin(location, 'private-network') ? null : info.context.trained);
}

/** Locks first, then the key rule, then a refused key: nothing later can loosen an earlier one. */
function barredBy({ snapshot, route, request }: Survey, candidate: Candidate): Reason<Exclusion> | null {
  const locks = bothLocks(snapshot.locks, route.locks);
  const against = lockAgainst(candidate.location, locks);
  if (against !== null) {
    const lock = message(`lock.${against}`);
    return { reason: 'locked', text: message('passed-over.locked', { lock }) };
  }
  if (!request.hasKey && candidate.location !== 'this-machine') return excluded('needs-key');
  return isRoutable(candidate.health) ? null : excluded('unauthorized');
}

/** A circuit that is open, or half-open with its probe under way; or a server that asked to be left alone. */
function restOf(
  { recall, nowMs }: LiveFacts,
  candidate: Candidate,
): { exclusion: Reason<Exclusion>; remainingMs: number; isTold: boolean } | null {
  const rest = recall.rest(candidate, nowMs);
  if (rest !== null) {
    const text = message('passed-over.rate-limited', { seconds: inSeconds(rest.remainingMs) });
    return { exclusion: { reason: 'rate-limited', text }, ...rest };
  }
  const circuit = recall.circuit(candidate.upstream, nowMs);
  if (circuit.kind === 'closed' || (circuit.kind === 'half-open' && !circuit.isProbing)) return null;
  const { failures } = circuit;
  if (circuit.kind === 'half-open') {
    const text = message('passed-over.paused.probing', { failures });
    return { exclusion: { reason: 'paused', text }, remainingMs: 0, isTold: false };
  }
  const text = message('passed-over.paused', { failures, seconds: inSeconds(circuit.retryInMs) });
  return { exclusion: { reason: 'paused', text }, remainingMs: circuit.retryInMs, isTold: false };
}

/** A server that a request found unreachable is tried after others for so long, and then gets one request again. */
const unreachableMs = 20_000;

function demotionsOf(
  { request, live }: Survey,
  { candidate, upstream, info, contextTokens }: Seen,
): readonly Reason<Demotion>[] {
  const found: Reason<Demotion>[] = [];
  const { health } = candidate;
  if (lacks(info, 'vision') && request.prompt().images > 0) found.push(demoted('no-vision'));
  if (lacks(info, 'tools') && request.prompt().hasTools) found.push(demoted('no-tools'));
  if (contextTokens !== null && overflows(request, contextTokens)) {
    const text = message('passed-over.context-too-small', { context: contextTokens });
    found.push({ reason: 'context-too-small', text });
  }
  const places = placesOf(upstream, live);
  if (places === 'queue-full') found.push(demoted('queue-full'));
  if (health === 'unreachable' && failedLately(live, candidate)) found.push(demoted('unreachable'));
  if (health === 'loading') found.push(demoted('loading'));
  if (places === 'busy' || health === 'busy') found.push(busyReason(upstream, live));
  return found;
}

interface Seen {
  candidate: Candidate;
  upstream: RoutingUpstream;
  info: ModelInfo | undefined;
  contextTokens: number | null;
}

function lacks(info: ModelInfo | undefined, capability: string): boolean {
  const { capabilities = null } = info ?? {};
  return capabilities !== null && !capabilities.includes(capability);
}

/** No prompt has more tokens than its body has bytes, so most need not be read for it. */
function overflows(request: PlanRequest, contextTokens: number): boolean {
  return request.bodyBytes > contextTokens && request.prompt().tokens > contextTokens;
}

function placesOf({ slug, limits }: RoutingUpstream, live: LiveFacts): 'free' | 'busy' | 'queue-full' {
  const { inFlight, queued } = live.load(slug);
  if (limits.maxConcurrent === null || inFlight < limits.maxConcurrent) return 'free';
  return queued < limits.queueLength ? 'busy' : 'queue-full';
}

function busyReason({ slug, limits }: RoutingUpstream, live: LiveFacts): Reason<Demotion> {
  const max = limits.maxConcurrent;
  if (max === null) return { reason: 'busy', text: message('health.busy') };
  return { reason: 'busy', text: message('passed-over.busy', { inFlight: live.load(slug).inFlight, max }) };
}

function failedLately({ recall, nowMs }: LiveFacts, { upstream }: Candidate): boolean {
  const circuit = recall.circuit(upstream, nowMs);
  return circuit.kind === 'closed' && circuit.failedAgoMs !== null && circuit.failedAgoMs < unreachableMs;
}

function excluded(reason: Exclude<Exclusion, 'locked' | 'paused' | 'rate-limited'>): Reason<Exclusion> {
  return { reason, text: { key: `passed-over.${reason}` } };
}

function demoted(reason: Exclude<Demotion, 'context-too-small' | 'busy'>): Reason<Demotion> {
  return { reason, text: { key: `passed-over.${reason}` } };
}

function inSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
