/** One attempt with all that surrounds it: a place at its server, the circuit's gate, and what is told of its outcome. */
import { message } from '../../shared/i18n/index.ts';
import { expectedWaitMs } from '../routing/live.ts';
import type { AttemptOutcome, AttemptTicket } from '../routing/memory.ts';
import type { Attempt, Turn } from '../routing/plan.ts';
import type { AttemptTerms, ForwardRequest } from './attempt.ts';
import { runAttempt } from './attempt.ts';
import type { ProxyContext, UpstreamTarget } from './context.ts';
import type { FlatHeaders } from './exchange.ts';
import type { PlaceOutcome } from './places.ts';
import type { ProxyError } from './proxy-error.ts';
import type { AttemptResult } from './attempt-result.ts';

/** `passed-over`: nothing was sent, and the next candidate may be asked; `error` is for where there is none. */
export type TryResult =
  { kind: 'tried'; result: AttemptResult } | { kind: 'passed-over'; error: ProxyError | null };

export interface Try {
  attempt: Attempt;
  /** Counted with its pool; none where the same candidate is asked again. */
  turns: readonly Turn[];
  isFirstTry: boolean;
  isLast: boolean;
  /** Its server was known to load before. */
  isLoading: boolean;
  facts: () => FlatHeaders;
  /** Whether another request was sent before this one. */
  hasAskedBefore: () => boolean;
  mayGoOn: AttemptTerms['mayGoOn'];
}

const gone: TryResult = { kind: 'tried', result: { kind: 'gone' } };
const unknown: AttemptResult = {
  kind: 'not-answered',
  failure: { kind: 'unreachable', reason: 'other' },
};

/** Not async itself: a promise less for every request, as nearly all find a place at once. */
export function tryOnce(context: ProxyContext, request: ForwardRequest, one: Try): Promise<TryResult> {
  const { upstream, limits } = one.attempt;
  const place = context.places.enter(upstream, limits, request.exchange);
  return typeof place === 'string'
    ? tryAtPlace(context, request, one, place)
    : place.then((had) => tryAtPlace(context, request, one, had));
}

async function tryAtPlace(
  context: ProxyContext,
  request: ForwardRequest,
  one: Try,
  place: PlaceOutcome,
): Promise<TryResult> {
  const { attempt } = one;
  const { clock, routing, registry, places } = context;
  if (place === 'gone') return gone;
  if (place !== 'had') return { kind: 'passed-over', error: queueError(context, attempt) };
  const startedMs = clock.monotonicMs();
  const opened = openTry(context, one, startedMs);
  if ('kind' in opened) {
    places.leave(attempt.upstream);
    return opened;
  }
  const { ticket, target } = opened;
  const terms = termsOf(context, one);
  request.trail.placed(attempt);
  const result = await runAttempt(context, request, attempt, target, one.facts(), terms);
  request.trail.attemptEnded(result);
  const finish = (): void => {
    const endedMs = clock.monotonicMs();
    routing.report(ticket, attemptOutcome(result, one, request.startedMs, startedMs, endedMs), endedMs);
    registry.report(attempt, outcomeOf(result));
    places.leave(attempt.upstream);
  };
  // A server that goes on for a client that left keeps its place until it is done.
  if (result.kind === 'gone' && result.drained !== undefined) result.drained.then(finish, finish);
  else finish();
  return { kind: 'tried', result };
}

/** The gates before an attempt: its circuit, and whether its server is still there. */
function openTry(
  { routing, registry, target: targetOf }: ProxyContext,
  { attempt, turns, isLast }: Try,
  nowMs: number,
): { ticket: AttemptTicket; target: UpstreamTarget } | TryResult {
  const ticket = routing.begin(attempt, turns, nowMs, isLast);
  if (ticket === null) return { kind: 'passed-over', error: null };
  const target = targetOf(attempt.upstream);
  if (target !== null && registry.begin(attempt)) return { ticket, target };
  routing.report(ticket, { kind: 'cancelled' }, nowMs);
  return { kind: 'tried', result: unknown };
}

function termsOf(context: ProxyContext, one: Try): AttemptTerms {
  const { firstByteMs, onAbort } = one.attempt.limits;
  const timeouts = context.timeouts();
  return {
    firstByteMs: firstByteMs ?? timeouts.firstByteMs,
    drainMs: timeouts.drainMs,
    hasAskedBefore: one.hasAskedBefore(),
    isDrained: onAbort === 'drain',
    isFresh: !one.isFirstTry,
    mayGoOn: one.mayGoOn,
  };
}

function outcomeOf(result: AttemptResult): Parameters<ProxyContext['registry']['report']>[1] {
  switch (result.kind) {
    case 'answered': {
      const { status, retryAfterMs } = result;
      return retryAfterMs === undefined
        ? { kind: 'answered', status }
        : { kind: 'answered', status, retryAfterMs };
    }
    case 'not-answered':
    case 'broken':
      return { kind: 'failed', failure: result.failure };
    case 'gone':
      return { kind: 'cancelled' };
  }
}

/** Times count from the sending of this attempt; the relay counts from the request's arrival. */
function attemptOutcome(
  result: AttemptResult,
  { isLoading, isFirstTry }: Pick<Try, 'isLoading' | 'isFirstTry'>,
  arrivedMs: number,
  startedMs: number,
  endedMs: number,
): AttemptOutcome {
  if (result.kind === 'gone') return { kind: 'cancelled' };
  if (result.kind !== 'answered') return { kind: 'failed', failure: result.failure, isLoading, isFirstTry };
  const { status, firstByteMs, retryAfterMs } = result;
  // Relayed as sent, and still a refusal that its server wants to be left alone after.
  if (status === 429) {
    const failure = { kind: 'rate-limited', status, said: null, retryAfterMs: retryAfterMs ?? null } as const;
    return { kind: 'failed', failure, isLoading, isFirstTry };
  }
  const firstTokenMs = firstByteMs === null ? null : firstByteMs - (startedMs - arrivedMs);
  return { kind: 'answered', status, firstTokenMs, totalMs: endedMs - startedMs };
}

/** Where nobody knows how long an answer takes there, or it takes very long. */
const unknownWaitSeconds = 5;
const longestWaitSeconds = 300;

function queueError(context: ProxyContext, { upstream, upstreamName, limits }: Attempt): ProxyError {
  const { load, recall, nowMs } = context.live();
  const waitMs = expectedWaitMs(load(upstream), limits.maxConcurrent, recall.answerMs(upstream, nowMs));
  const seconds =
    waitMs === null
      ? unknownWaitSeconds
      : Math.min(longestWaitSeconds, Math.max(1, Math.ceil(waitMs / 1000)));
  const text = message('error.queue_full', { upstream: upstreamName, seconds });
  return { code: 'queue_full', text, retryAfterSeconds: seconds };
}
