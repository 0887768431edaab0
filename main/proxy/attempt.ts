import type { Candidate, EndpointKind } from '../routing/types.ts';
import type { ProxyContext, UpstreamTarget } from './context.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import { upstreamHeaders } from './headers.ts';
import type { AttemptResult } from './relay.ts';
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

/** One try at one candidate. Resolves once it is over, in whichever way; never rejects. */
export function runAttempt(
  context: ProxyContext,
  request: ForwardRequest,
  candidate: Candidate,
  target: UpstreamTarget,
  facts: FlatHeaders,
): Promise<AttemptResult> {
  if (target.isKeyLocked) return Promise.resolve({ kind: 'not-answered', failure: { kind: 'locked-key' } });
  const { exchange, endpoint, startedMs } = request;
  const body = withModel(request.body, request.facts, candidate.model);
  return new Promise((settle) => {
    const nowMs = context.clock.monotonicMs;
    const relay = new Relay({ exchange, endpoint, facts, nowMs, startedMs, settle });
    context.net.dispatch(
      {
        purpose: 'forward',
        origin: target.origin,
        path: target.apiPath + request.path.slice('/v1'.length) + request.query,
        method: 'POST',
        headers: upstreamHeaders(request.rawHeaders, body.length, target.authHeaders),
        body,
        reach: candidate.location,
      },
      relay,
    );
  });
}
