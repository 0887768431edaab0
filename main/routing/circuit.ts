/**
 * Leaves a failing server alone for a while. One object for one server; it knows neither which nor what time it is.
 * `begin` is the gate: who asks `state` and then acts has asked too early.
 */
import type { Failure } from './failure.ts';

export interface CircuitOptions {
  /** Failures in a row. */
  failuresToOpen: number;
  firstPauseMs: number;
  /** Each further opening doubles the pause, up to this. */
  longestPauseMs: number;
}

export const defaultCircuit: CircuitOptions = {
  failuresToOpen: 5,
  firstPauseMs: 20_000,
  longestPauseMs: 300_000,
};

export type CircuitState =
  | { kind: 'closed'; failures: number; failedAgoMs: number | null }
  | { kind: 'open'; failures: number; retryInMs: number }
  /** The pause is over: one request may try, and while it does no other. */
  | { kind: 'half-open'; failures: number; isProbing: boolean };

/** What one request holds while it runs; given back once with its outcome. */
export interface CircuitTicket {
  readonly generation: number;
  readonly isProbe: boolean;
}

/** `neutral` says nothing of the server: the client left, a model is loading, the request itself was wrong. */
export type CircuitOutcome = 'success' | 'failure' | 'neutral';

export interface Circuit {
  /** Advisory. Times are monotonic milliseconds. */
  state(nowMs: number): CircuitState;
  /** Lets a request through, or null. `isForced` lets it through where there is no other way to answer. */
  begin(nowMs: number, isForced?: boolean): CircuitTicket | null;
  /** What came of a ticket. Outcomes from before the circuit opened or was reset change nothing. */
  report(ticket: CircuitTicket, outcome: CircuitOutcome, nowMs: number): void;
  /** Closes it and forgets everything: the machine woke up, or the server's address changed. */
  reset(): void;
}

export function createCircuit(options: CircuitOptions = defaultCircuit): Circuit {
  const { failuresToOpen, firstPauseMs, longestPauseMs } = options;
  let failures = 0;
  let failedAtMs: number | null = null;
  let openUntilMs: number | null = null;
  let openings = 0;
  let isProbing = false;
  let generation = 0;

  const reset = (): void => {
    failures = 0;
    failedAtMs = null;
    openUntilMs = null;
    openings = 0;
    isProbing = false;
    generation += 1;
  };
  const open = (nowMs: number): void => {
    openUntilMs = nowMs + Math.min(longestPauseMs, firstPauseMs * 2 ** openings);
    openings += 1;
    isProbing = false;
    generation += 1;
  };

  return {
    state(nowMs) {
      if (openUntilMs === null) {
        return { kind: 'closed', failures, failedAgoMs: failedAtMs === null ? null : nowMs - failedAtMs };
      }
      if (nowMs < openUntilMs) return { kind: 'open', failures, retryInMs: openUntilMs - nowMs };
      return { kind: 'half-open', failures, isProbing };
    },
    begin(nowMs, isForced = false) {
      if (openUntilMs === null) return { generation, isProbe: false };
      if (nowMs >= openUntilMs && !isProbing) {
        isProbing = true;
        return { generation, isProbe: true };
      }
      return isForced ? { generation, isProbe: false } : null;
    },
    report(ticket, outcome, nowMs) {
      if (ticket.generation !== generation) return;
      if (outcome === 'neutral') {
        if (ticket.isProbe) isProbing = false;
      } else if (outcome === 'success') {
        if (openUntilMs === null) {
          failures = 0;
          failedAtMs = null;
        } else reset();
      } else {
        failures += 1;
        failedAtMs = nowMs;
        // While it is open only the probe's failure makes the pause longer, not that of a forced request.
        if (openUntilMs === null ? failures >= failuresToOpen : ticket.isProbe) open(nowMs);
      }
    },
    reset,
  };
}

/**
 * What a failure says of its server. While a server loads a model, refused connections and 5xx are part of it (R9);
 * what is the request's, the key's or our own doing is not the server's either.
 */
export function circuitOutcomeOf(failure: Failure, isLoading: boolean): CircuitOutcome {
  switch (failure.kind) {
    case 'unreachable':
      return isLoading || isOurRefusal(failure.reason) ? 'neutral' : 'failure';
    case 'bad-answer':
      return isLoading || (failure.status >= 300 && failure.status < 500) ? 'neutral' : 'failure';
    case 'reset':
      return isLoading ? 'neutral' : 'failure';
    case 'html':
    case 'cut':
    case 'timeout':
    case 'first-byte-timeout':
    case 'not-http':
    case 'empty':
      return 'failure';
    case 'unauthorized':
    case 'loading':
    case 'rate-limited':
    case 'locked-key':
    case 'context-overflow':
      return 'neutral';
  }
}

function isOurRefusal(reason: string): boolean {
  return reason === 'own-address' || reason === 'out-of-reach';
}
