/** How far one request has come through its plan, and what follows a failure. No IO. */
import { defaultTimeouts } from '../../shared/preferences.ts';
import { circuitOutcomeOf } from '../routing/circuit.ts';
import type { Tried } from '../routing/decision.ts';
import type { Failure } from '../routing/failure.ts';
import type { Attempt, Plan } from '../routing/plan.ts';
import type { RetryDecision } from '../routing/retry.ts';
import { retryDecision } from '../routing/retry.ts';

/** A server that loads may refuse connections meanwhile (R9); refusing for so long, it has died of it. */
const refusingMs = 60_000;

export interface Progress {
  readonly attempts: readonly Attempt[];
  /** How often something was sent; asking a server again that loads is the same attempt. */
  sent: number;
  /** What came to nothing, each candidate once. */
  readonly tried: Tried[];
  /** Index of the next attempt that was not used; null after the last. */
  nextUnused(): number | null;
  /** Takes it as used; it was tried before where it is used again. */
  use(at: number): { isFirstTry: boolean };
  /** Whether its server was known to load, or said so. */
  isLoading(at: number): boolean;
  noteFailure(at: number, failure: Failure, nowMs: number): void;
  noteStay(at: number): void;
  /** Changes nothing: the relay asks whether anybody else would be tried before it gives an answer up. */
  decide(at: number, failure: Failure, nowMs: number, isGone: boolean): RetryDecision;
}

export function createProgress(
  { attempts }: Pick<Plan & { ok: true }, 'attempts'>,
  allowLargerContext: boolean,
  loadLimitMs = defaultTimeouts.loadMs,
): Progress {
  const used = new Set<number>();
  const stayed = new Set<number>();
  const tried: Tried[] = [];
  let loading: { at: number; sinceMs: number; saidAtMs: number } | null = null;

  const isLoading = (at: number): boolean => attempts[at]?.health === 'loading' || loading?.at === at;
  const limitFor = (failure: Failure): number =>
    loading === null || failure.kind === 'loading'
      ? loadLimitMs
      : Math.min(loadLimitMs, loading.saidAtMs - loading.sinceMs + refusingMs);

  return {
    attempts,
    sent: 0,
    tried,
    nextUnused() {
      const at = attempts.findIndex((_one, index) => !used.has(index));
      return at < 0 ? null : at;
    },
    use(at) {
      const isFirstTry = !used.has(at);
      used.add(at);
      return { isFirstTry };
    },
    isLoading,
    noteFailure(at, failure, nowMs) {
      const attempt = attempts[at];
      if (attempt === undefined) return;
      if (failure.kind === 'loading') {
        loading ??= { at, sinceMs: nowMs, saidAtMs: nowMs };
        if (loading.at === at) loading.saidAtMs = nowMs;
      } else if (isPartOfLoad(failure) && attempt.health === 'loading') {
        loading ??= { at, sinceMs: nowMs, saidAtMs: nowMs };
      }
      const { upstream, model } = attempt;
      if (!tried.some((one) => one.upstream === upstream && one.model === model)) {
        tried.push({ upstream, model, failure });
      }
    },
    noteStay: (at) => void stayed.add(at),
    decide(at, failure, nowMs, isGone) {
      const facts = {
        attempts,
        at,
        used: new Set([...used, at]),
        hasStayed: stayed.has(at),
        isCommitted: false,
        isGone,
        loadingAt: loading?.at ?? null,
        waitedMs: loading === null ? 0 : nowMs - loading.sinceMs,
        allowLargerContext,
      };
      return retryDecision(failure, facts, limitFor(failure));
    },
  };
}

/** What would count against a server that did not load. */
function isPartOfLoad(failure: Failure): boolean {
  return circuitOutcomeOf(failure, false) === 'failure' && circuitOutcomeOf(failure, true) === 'neutral';
}
