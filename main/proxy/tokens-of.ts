import type { RequestRow } from '../../shared/app-state.ts';
import type { AttemptResult } from './attempt-result.ts';

type Tokens = Pick<RequestRow, 'tokensIn' | 'tokensOut' | 'tokensEstimated'>;

/** The server's own count of an answer's tokens, or its content events where it gave none. */
export function tokensOf(result: AttemptResult | null): Tokens {
  const usage = result?.kind === 'answered' ? result.usage : null;
  const events = result !== null && 'events' in result ? result.events : 0;
  const isKnown = usage !== null && usage.tokensOut !== null;
  return {
    tokensIn: usage?.tokensIn ?? null,
    tokensOut: isKnown ? usage.tokensOut : events > 0 ? events : null,
    tokensEstimated: !isKnown && events > 0,
  };
}
