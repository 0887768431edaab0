/**
 * The only retry loop. Every other layer reports what happened and lets go; what follows a failure is routing's to
 * decide. It stops once anything reached the client, or the client has left, in whichever pause that was.
 */
import { keptResponseHeaders } from '../../shared/openai.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { PlanWarning } from '../../shared/routing.ts';
import type { Failure } from '../routing/failure.ts';
import type { Tried } from '../routing/decision.ts';
import { describeWarning, percentEncoded, renderDecision } from '../routing/decision.ts';
import type { Attempt, Plan } from '../routing/plan.ts';
import type { Candidate } from '../routing/types.ts';
import type { ForwardRequest } from './attempt.ts';
import type { ProxyContext } from './context.ts';
import type { FlatHeaders } from './exchange.ts';
import { pause } from './pause.ts';
import type { Progress } from './progress.ts';
import { createProgress } from './progress.ts';
import type { ProxyError } from './proxy-error.ts';
import { errorOfFailure } from './proxy-error.ts';
import type { AttemptResult } from './attempt-result.ts';
import type { TryResult } from './try-once.ts';
import { tryOnce } from './try-once.ts';

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

export type GoodPlan = Plan & { ok: true };

interface Journey {
  context: ProxyContext;
  request: ForwardRequest;
  plan: GoodPlan;
  progress: Progress;
}

/** Answers `request.exchange` in every case but a client that left. */
export async function forward(
  context: ProxyContext,
  request: ForwardRequest,
  plan: GoodPlan,
  allowLargerContext: boolean,
): Promise<Forwarded> {
  const wereAllDown = context.registry.isEveryServerDown();
  const progress = createProgress(plan, allowLargerContext, context.timeouts().loadMs);
  const ended = await travel({ context, request, plan, progress });
  const { candidate, result } = ended;
  const error = ended.error ?? errorOf(context, candidate, result, wereAllDown);
  const wasAsked = candidate !== null && progress.sent > 0;
  if (error !== null) request.exchange.fail(error, wasAsked ? factsOf(plan, candidate, progress, null) : []);
  // The one that the client was told of is no longer one that was walked around.
  const isLast = (one: Tried): boolean =>
    one.upstream === candidate?.upstream && one.model === candidate.model;
  const tried = progress.tried.filter((one) => !isLast(one));
  return { candidate, attempts: progress.sent, tried, result, error };
}

type Ended = Pick<Forwarded, 'candidate' | 'result' | 'error'>;

async function travel(journey: Journey): Promise<Ended> {
  const { exchange } = journey.request;
  const { progress } = journey;
  let ended: Ended = { candidate: null, result: { kind: 'gone' }, error: null };
  for (let at: number | null = 0; at !== null;) {
    const attempt: Attempt | undefined = progress.attempts[at];
    if (attempt === undefined || exchange.isGone || exchange.isEnded) break;
    const outcome: TryResult = await tryAt(journey, attempt, at);
    if (outcome.kind === 'tried') {
      const { result } = outcome;
      ended = { candidate: attempt, result, error: null };
      at = result.kind === 'not-answered' ? await whereNext(journey, at, result) : null;
    } else {
      if (outcome.error !== null) ended = { candidate: attempt, result: noPlace, error: outcome.error };
      at = progress.nextUnused();
    }
  }
  return ended;
}

/** What a request that found no place is in the lists. */
const noPlace: AttemptResult = {
  kind: 'not-answered',
  failure: { kind: 'rate-limited', status: 429, said: null },
};

function tryAt(journey: Journey, attempt: Attempt, at: number): Promise<TryResult> {
  const { context, request, plan, progress } = journey;
  const isLoading = progress.isLoading(at);
  const { isFirstTry } = progress.use(at);
  return tryOnce(context, request, {
    attempt,
    turns: isFirstTry ? plan.turns : [],
    isFirstTry,
    isLast: !isFirstTry || progress.nextUnused() === null,
    isLoading,
    hasAskedBefore: () => progress.sent > 0,
    facts() {
      if (isFirstTry || !isLoading) progress.sent += 1;
      const warning = warningFor(plan, attempt);
      if (warning !== null && isFirstTry) context.onContextWarning(attempt, warning);
      return factsOf(plan, attempt, progress, warning);
    },
    mayGoOn: (failure) => decide(journey, at, failure).do !== 'stop',
  });
}

/** The attempt that follows, once its time has come; null where this was the end. */
async function whereNext(
  journey: Journey,
  at: number,
  result: AttemptResult & { kind: 'not-answered' },
): Promise<number | null> {
  const { context, request, progress } = journey;
  progress.noteFailure(at, result.failure, context.clock.monotonicMs());
  const next = decide(journey, at, result.failure);
  switch (next.do) {
    case 'stop':
      return null;
    case 'retry':
    case 'fallback':
      return next.at;
    case 'stay':
      progress.noteStay(at);
      await pause(context.clock, request.exchange, next.afterMs);
      return at;
    case 'wait':
      await pause(context.clock, request.exchange, next.afterMs);
      return next.at;
  }
}

function decide(
  { context, request, progress }: Journey,
  at: number,
  failure: Failure,
): ReturnType<Progress['decide']> {
  return progress.decide(at, failure, context.clock.monotonicMs(), request.exchange.isGone);
}

/** What the client is told of the last attempt, where it got no answer; null where it has one, or has left. */
function errorOf(
  context: ProxyContext,
  candidate: Candidate | null,
  result: AttemptResult,
  wereAllDown: boolean,
): ProxyError | null {
  if (candidate === null || (result.kind !== 'not-answered' && result.kind !== 'broken')) return null;
  const { failure } = result;
  // A proxy on the way is what has to be mended, however long it has been down.
  if (failure.kind === 'unreachable' && failure.proxy === undefined && wereAllDown) {
    const text = message('error.no_upstream.down', { servers: candidate.upstreamName });
    return { code: 'no_upstream', text };
  }
  return errorOfFailure(failure, candidate, context.target(candidate.upstream)?.origin ?? '');
}

/** Where even this candidate has no room for the prompt. */
function warningFor({ decision }: GoodPlan, { contextTokens }: Attempt): PlanWarning | null {
  const holds = ({ promptTokens }: PlanWarning): boolean =>
    contextTokens !== null && contextTokens < promptTokens;
  return decision.warnings.find(holds) ?? null;
}

function factsOf(
  { decision }: GoodPlan,
  candidate: Candidate,
  { sent, tried }: Progress,
  warning: PlanWarning | null,
): FlatHeaders {
  const { upstream, model } = candidate;
  const others = tried.filter((one) => one.upstream !== upstream || one.model !== model);
  return [
    ...[keptResponseHeaders.upstream, upstream],
    ...[keptResponseHeaders.model, percentEncoded(model)],
    ...[keptResponseHeaders.attempts, String(sent)],
    ...[keptResponseHeaders.decision, renderDecision(decision, candidate, others)],
    ...(warning === null ? [] : [keptResponseHeaders.warning, renderMessage('en', describeWarning(warning))]),
  ];
}
