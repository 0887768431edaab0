/** Leaves one model at one server alone after it said "too many requests". Knows neither which nor what time it is. */
import type { Failure } from './failure.ts';

export interface CooldownOptions {
  /** Where the server does not say how long; doubled with each refusal in a row. */
  firstMs: number;
  longestGuessMs: number;
  /** A server's own word is taken up to this; then it is asked again. */
  longestMs: number;
}

export const defaultCooldown: CooldownOptions = {
  firstMs: 2_000,
  longestGuessMs: 60_000,
  longestMs: 300_000,
};

export interface Rest {
  remainingMs: number;
  /** The server named the time. A guessed rest gives way where nothing else can answer. */
  isTold: boolean;
}

export interface Cooldown {
  /** Null where it may be asked. Times are monotonic milliseconds. */
  rest(nowMs: number): Rest | null;
  /** Takes in a refusal; other failures change nothing. */
  note(failure: Failure, nowMs: number): void;
  /** It answered, the machine woke up, or its server's address changed. */
  reset(): void;
}

export function createCooldown(options: CooldownOptions = defaultCooldown): Cooldown {
  const { firstMs, longestGuessMs, longestMs } = options;
  let untilMs: number | null = null;
  let isTold = false;
  let refusals = 0;
  return {
    rest: (nowMs) => (untilMs === null || nowMs >= untilMs ? null : { remainingMs: untilMs - nowMs, isTold }),
    note(failure, nowMs) {
      const askedMs = retryAfterOf(failure);
      if (failure.kind !== 'rate-limited' && askedMs === null) return;
      const guessMs = Math.min(longestGuessMs, firstMs * 2 ** refusals);
      untilMs = nowMs + (askedMs === null ? guessMs : Math.min(longestMs, askedMs));
      isTold = askedMs !== null;
      refusals += 1;
    },
    reset() {
      untilMs = null;
      refusals = 0;
    },
  };
}

/** How long the server asks to be left alone: `Retry-After` of a 429 or a 503. */
export function retryAfterOf(failure: Failure): number | null {
  return failure.kind === 'rate-limited' || failure.kind === 'bad-answer'
    ? (failure.retryAfterMs ?? null)
    : null;
}

/**
 * The milliseconds that a `Retry-After` header asks for (RFC 9110, section 10.2.3: seconds, or a date). OpenAI's
 * `retry-after-ms` goes first where it is there. Null where neither says anything usable.
 * @param nowMs milliseconds since the epoch, for a date
 */
export function readRetryAfter(
  headers: { retryAfter?: string | undefined; retryAfterMs?: string | undefined },
  nowMs: number,
): number | null {
  const { retryAfter = '', retryAfterMs = '' } = headers;
  if (/^\d+(\.\d+)?$/.test(retryAfterMs.trim())) return Number(retryAfterMs);
  if (/^\d+(\.\d+)?$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
