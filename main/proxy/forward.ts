/**
 * The only retry loop. Every other layer reports what happened and lets go. It stops once anything reached the client,
 * or the client has left; a connection that was closed before the first byte (a stale keep-alive socket, usually) is
 * tried once more at the same upstream.
 */
import { message } from '../../shared/i18n/index.ts';
import type { Failure } from '../routing/failure.ts';
import type { AttemptOutcome } from '../routing/memory.ts';
import { mayTryNext } from '../routing/failure.ts';
import type { Tried } from '../routing/decision.ts';
import { percentEncoded, renderDecision } from '../routing/decision.ts';
import type { Attempt, Plan } from '../routing/plan.ts';
import type { Candidate } from '../routing/types.ts';
import type { ForwardRequest } from './attempt.ts';
import { runAttempt } from './attempt.ts';
import type { ProxyContext } from './context.ts';
import { keptResponseHeaders } from '../../shared/openai.ts';
import type { FlatHeaders } from './exchange.ts';
import type { ProxyError } from './proxy-error.ts';
import { errorOfFailure } from './proxy-error.ts';
import type { AttemptResult } from './attempt-result.ts';

/** How a request ended, for lists and logs. */
export interface Forwarded {
  candidate: Candidate | null;
  attempts: number;
  /** What came to nothing before. */
  tried: readonly Tried[];
  result: AttemptResult;
  /** What the client was told, where it got no answer. */
  error: ProxyError | null;
}

/** Answers `request.exchange` in every case but a client that left. */
export async function forward(
  context: ProxyContext,
  request: ForwardRequest,
  plan: Plan & { ok: true },
): Promise<Forwarded> {
  const wereAllDown = context.registry.isEveryServerDown();
  const tried: Tried[] = [];
  let attempts = 0;
  let last: Forwarded = { candidate: null, attempts, tried, result: { kind: 'gone' }, error: null };
  for (const candidate of plan.attempts) {
    for (let mayRepeat = true; ; mayRepeat = false) {
      if (request.exchange.isGone || request.exchange.isEnded) return { ...last, attempts };
      attempts += 1;
      const decision = renderDecision(plan.decision, candidate, tried);
      const result = await tryOnce(context, request, plan, {
        candidate,
        isFirstTry: mayRepeat,
        facts: factsOf(candidate, attempts, decision),
      });
      last = { candidate, attempts, tried, result, error: null };
      const isStale = result.kind === 'not-answered' && result.failure.kind === 'reset';
      if (!(isStale && mayRepeat)) break;
    }
    if (last.result.kind !== 'not-answered' || !mayTryNext(last.result.failure)) break;
    const { upstream, model } = candidate;
    tried.push({ upstream, model, failure: last.result.failure });
  }
  return conclude(context, request, last, wereAllDown);
}

async function tryOnce(
  context: ProxyContext,
  request: ForwardRequest,
  { attempts, turns }: Plan & { ok: true },
  { candidate, isFirstTry, facts }: { candidate: Attempt; isFirstTry: boolean; facts: FlatHeaders },
): Promise<AttemptResult> {
  const target = context.target(candidate.upstream);
  const { monotonicMs } = context.clock;
  const startedMs = monotonicMs();
  const ticket =
    target === null
      ? null
      : context.routing.begin(candidate, turns, startedMs, attempts.at(-1) === candidate);
  if (target === null || ticket === null || !context.registry.begin(candidate)) {
    if (ticket !== null) context.routing.report(ticket, { kind: 'cancelled' }, startedMs);
    return { kind: 'not-answered', failure: { kind: 'unreachable', reason: 'other' } };
  }
  const result = await runAttempt(context, request, candidate, target, facts);
  context.registry.report(candidate, outcomeOf(result));
  const endedMs = monotonicMs();
  context.routing.report(
    ticket,
    attemptOutcome(result, { request, candidate, isFirstTry, startedMs, endedMs }),
    endedMs,
  );
  return result;
}

function outcomeOf(result: AttemptResult): Parameters<ProxyContext['registry']['report']>[1] {
  switch (result.kind) {
    case 'answered': {
      const { status, retryAfterMs } = result;
      return { kind: 'answered', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
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
  at: {
    request: ForwardRequest;
    candidate: Attempt;
    isFirstTry: boolean;
    startedMs: number;
    endedMs: number;
  },
): AttemptOutcome {
  if (result.kind === 'gone') return { kind: 'cancelled' };
  if (result.kind !== 'answered') {
    const isLoading = at.candidate.health === 'loading';
    return { kind: 'failed', failure: result.failure, isLoading, isFirstTry: at.isFirstTry };
  }
  const { status, firstByteMs } = result;
  const beforeMs = at.startedMs - at.request.startedMs;
  const firstTokenMs = firstByteMs === null ? null : firstByteMs - beforeMs;
  return { kind: 'answered', status, firstTokenMs, totalMs: at.endedMs - at.startedMs };
}

/** Tells the client of the last attempt's failure, where it is still there to be told. */
function conclude(
  context: ProxyContext,
  request: ForwardRequest,
  last: Forwarded,
  wereAllDown: boolean,
): Forwarded {
  const { candidate, result } = last;
  if (candidate === null || (result.kind !== 'not-answered' && result.kind !== 'broken')) return last;
  const error = describe(context, candidate, result.failure, wereAllDown);
  request.exchange.fail(error);
  return { ...last, error };
}

function describe(
  context: ProxyContext,
  candidate: Candidate,
  failure: Failure,
  wereAllDown: boolean,
): ProxyError {
  if (failure.kind === 'unreachable' && wereAllDown) {
    const text = message('error.no_upstream.down', { servers: candidate.upstreamName });
    return { code: 'no_upstream', text };
  }
  return errorOfFailure(failure, candidate, context.target(candidate.upstream)?.origin ?? '');
}

function factsOf(candidate: Candidate, attempts: number, decision: string): FlatHeaders {
  return [
    ...[keptResponseHeaders.upstream, candidate.upstream],
    ...[keptResponseHeaders.model, percentEncoded(candidate.model)],
    ...[keptResponseHeaders.attempts, String(attempts)],
    ...[keptResponseHeaders.decision, decision],
  ];
}
