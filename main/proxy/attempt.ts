import type { Candidate, EndpointKind } from '../routing/types.ts';
import type { ProxyContext, UpstreamTarget } from './context.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import { upstreamHeaders } from './headers.ts';
import type { AttemptResult, RelayTerms } from './attempt-result.ts';
import { Relay } from './relay.ts';
import { withModel } from './read-request.ts';
import type { RequestFacts } from './read-request.ts';

/** A request as it came in, read and checked. */
export interface ForwardRequest {
  exchange: Exchange;
  endpoint: EndpointKind;
  /** From `/v1` on. */
  path: string;
  query: string;
  rawHeaders: readonly string[];
  body: Buffer;
  facts: RequestFacts;
  /** Monotonic milliseconds of its arrival. */
  startedMs: number;
}

/** On what terms an attempt is made. */
export interface AttemptTerms extends RelayTerms {
  /** How long the first byte may take; null: as long as it takes. */
  firstByteMs: number | null;
  /** After a connection that had gone stale the others may be so too. */
  isFresh: boolean;
}

/** A server that finishes for a client that left is cut off after this. */
const longestDrainMs = 600_000;

/** One try at one candidate. Resolves once it is over, in whichever way; never rejects. */
export function runAttempt(
  context: ProxyContext,
  request: ForwardRequest,
  candidate: Candidate,
  target: UpstreamTarget,
  facts: FlatHeaders,
  terms: AttemptTerms,
): Promise<AttemptResult> {
  if (target.isKeyLocked) return Promise.resolve({ kind: 'not-answered', failure: { kind: 'locked-key' } });
  const { exchange, endpoint, startedMs } = request;
  const body = withModel(request.body, request.facts, candidate.model);
  const { clock } = context;
  const { firstByteMs } = terms;
  return new Promise((resolve) => {
    const { monotonicMs: nowMs, now: epochMs } = clock;
    const settle = (result: AttemptResult): void => {
      cancelLimit?.();
      if (result.kind === 'gone' && result.drained !== undefined) limitDrain(clock, relay, result.drained);
      resolve(result);
    };
    const relay = new Relay({ exchange, endpoint, facts, nowMs, epochMs, startedMs, settle, terms });
    const cancelLimit =
      firstByteMs === null ? null : clock.after(firstByteMs, () => relay.expire(firstByteMs));
    context.net.dispatch(
      {
        purpose: 'forward',
        origin: target.origin,
        path: target.apiPath + request.path.slice('/v1'.length) + request.query,
        method: 'POST',
        headers: upstreamHeaders(request.rawHeaders, body.length, target.authHeaders),
        body,
        reach: candidate.location,
        isFresh: terms.isFresh,
      },
      relay,
    );
  });
}

function limitDrain(clock: ProxyContext['clock'], relay: Relay, drained: Promise<void>): void {
  const cancel = clock.after(longestDrainMs, () => relay.abort());
  drained.then(cancel, cancel);
}
