/** What follows a failed attempt. Pure: the proxy's one retry loop asks and does. */
import { defaultTimeouts } from '../../shared/preferences.ts';
import type { Failure } from './failure.ts';
import type { Attempt } from './plan.ts';

export type RetryDecision =
  /** The same candidate once more, after a pause. */
  | { do: 'stay'; afterMs: number }
  /** The attempt at this index of the plan. A retry stays in the pool, a fallback leaves it. */
  | { do: 'retry' | 'fallback'; at: number }
  /** The attempt at this index again, after a pause: its server loads the model, and nobody else can answer. */
  | { do: 'wait'; at: number; afterMs: number }
  | { do: 'stop' };

/** How the attempt that failed stood. */
export interface AttemptFacts {
  /** The plan's attempts and the index of the one that failed. */
  attempts: readonly Attempt[];
  at: number;
  /** Indexes that were tried or that the circuit's gate turned away, `at` among them. */
  used: ReadonlySet<number>;
  /** The same candidate was tried a second time already. */
  hasStayed: boolean;
  /** Content reached the client: nothing may follow (R6, R7). */
  isCommitted: boolean;
  isGone: boolean;
  /** The first attempt of the plan that found its server loading, this one included; null where none did. */
  loadingAt: number | null;
  /** How long the request has waited for loads. */
  waitedMs: number;
  allowLargerContext: boolean;
}

/** A server that is alone and answered 5xx is asked again after this; a stale connection at once. */
const pauseMs = 500;
/** A longer `Retry-After` is the client's to wait for: it is told. */
const longestWaitMs = 10_000;
/** How often a server that loads is asked again. */
const loadPauseMs = 1_000;

export function retryDecision(
  failure: Failure,
  facts: AttemptFacts,
  /** How long a request waits for a load (R9). */
  loadLimitMs = defaultTimeouts.loadMs,
): RetryDecision {
  if (facts.isCommitted || facts.isGone) return { do: 'stop' };
  // Most often it was a keep-alive connection that the server had closed (R10).
  if (failure.kind === 'reset' && !facts.hasStayed) return { do: 'stay', afterMs: 0 };
  if (!mayLeave(failure)) return { do: 'stop' };
  const next = findNext(failure, facts);
  if (next !== null) return next;
  if (facts.loadingAt !== null && facts.waitedMs < loadLimitMs) {
    return { do: 'wait', at: facts.loadingAt, afterMs: loadPauseMs };
  }
  const afterMs = facts.hasStayed || hasAnother(facts) ? null : waitAlone(failure);
  return afterMs === null ? { do: 'stop' } : { do: 'stay', afterMs };
}

/** A refusal of the request itself is the answer: asking others would only repeat it. */
function mayLeave(failure: Failure): boolean {
  if (failure.kind !== 'bad-answer') return true;
  return failure.status < 400 || failure.status >= 500 || [404, 408, 409, 425].includes(failure.status);
}

function findNext(failure: Failure, facts: AttemptFacts): RetryDecision | null {
  const { attempts, at, used } = facts;
  const failed = attempts[at];
  if (failed === undefined) return null;
  const index = attempts.findIndex((one, i) => !used.has(i) && mayFollow(failure, failed, one, facts));
  const next = attempts[index];
  if (next === undefined) return null;
  return { do: next.pool === failed.pool ? 'retry' : 'fallback', at: index };
}

function mayFollow(failure: Failure, failed: Attempt, next: Attempt, facts: AttemptFacts): boolean {
  switch (failure.kind) {
    case 'unauthorized':
    case 'locked-key':
      // The key is the server's: all its models share it.
      return next.upstream !== failed.upstream;
    case 'context-overflow':
      return (
        facts.allowLargerContext &&
        isLarger(next, failure.contextTokens ?? failed.contextTokens, failure.promptTokens)
      );
    default:
      return true;
  }
}

/** Room for the prompt where its size is known, else more room than where it overflowed. An unknown room may be larger. */
function isLarger(next: Attempt, context: number | null, prompt: number | null): boolean {
  if (next.contextTokens === null) return true;
  if (prompt !== null) return next.contextTokens >= prompt && next.contextTokens > (context ?? 0);
  return context === null || next.contextTokens > context;
}

/** Whether the plan has another candidate that was not tried yet. */
function hasAnother({ attempts, used }: AttemptFacts): boolean {
  return attempts.some((_one, index) => !used.has(index));
}

/** How long to wait before the only server there is gets a second chance; null where that would change nothing. */
function waitAlone(failure: Failure): number | null {
  switch (failure.kind) {
    case 'bad-answer':
      if (failure.status < 500) return null;
      return withinReach(failure.retryAfterMs ?? pauseMs);
    case 'rate-limited':
      return failure.retryAfterMs === undefined || failure.retryAfterMs === null
        ? null
        : withinReach(failure.retryAfterMs);
    case 'cut':
    case 'empty':
      return pauseMs;
    default:
      return null;
  }
}

function withinReach(waitMs: number): number | null {
  return waitMs <= longestWaitMs ? waitMs : null;
}
