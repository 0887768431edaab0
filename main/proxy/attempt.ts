import type { RouteOptions } from '../../shared/route-options.ts';
import type { ClientKind } from '../repairs/client-kind.ts';
import type { Candidate, EndpointKind } from '../routing/types.ts';
import type { ProxyContext, UpstreamTarget } from './context.ts';
import type { Exchange, FlatHeaders } from './exchange.ts';
import { upstreamHeaders } from './headers.ts';
import { Mending } from './mending.ts';
import type { AttemptResult, RelayResult, RelayTerms } from './attempt-result.ts';
import { Relay } from './relay.ts';
import type { RequestFacts } from './read-request.ts';
import type { TrailMarks } from './trail.ts';

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
  client: ClientKind;
  /** Of the route that serves it. */
  options: RouteOptions;
  /** Monotonic milliseconds of its arrival. */
  startedMs: number;
  trail: TrailMarks;
}

/** On what terms an attempt is made. */
export interface AttemptTerms extends RelayTerms {
  /** How long the first byte may take; null: as long as it takes. */
  firstByteMs: number | null;
  /** How long its server may go on for a client that left. */
  drainMs: number;
  /** After a connection that had gone stale the others may be so too. */
  isFresh: boolean;
}

/** What a try needs of the core. */
export type AttemptContext = Pick<ProxyContext, 'clock' | 'net' | 'serverFacts' | 'repairs'>;

/**
 * One try at one candidate; a request that its server refuses, and would take otherwise, is put so within it. Resolves
 * once it is over, in whichever way; never rejects.
 */
export async function runAttempt(
  context: AttemptContext,
  request: ForwardRequest,
  candidate: Candidate,
  target: UpstreamTarget,
  facts: FlatHeaders,
  terms: AttemptTerms,
): Promise<AttemptResult> {
  if (target.isKeyLocked) return { kind: 'not-answered', failure: { kind: 'locked-key' } };
  const mending = createMending(context, request, candidate);
  const once = (): Promise<RelayResult> =>
    send(context, request, { candidate, target, facts, mending, terms });
  let result = await once();
  while (result.kind === 'refused') result = await once();
  const { fixes, refusals } = mending;
  const isTaken = result.kind === 'answered' && result.status < 300;
  if (refusals.length > 0 && isTaken) context.repairs.learn(candidate, refusals);
  return fixes.length === 0 ? result : { ...result, fixes };
}

function createMending(context: AttemptContext, request: ForwardRequest, candidate: Candidate): Mending {
  const { body, facts, endpoint, client, options } = request;
  return new Mending(body, facts, {
    endpoint,
    client,
    isStream: facts.isStream,
    asked: facts.members,
    server: context.serverFacts(candidate),
    options,
  });
}

interface Sending {
  candidate: Candidate;
  target: UpstreamTarget;
  facts: FlatHeaders;
  mending: Mending;
  terms: AttemptTerms;
}

function send(context: AttemptContext, request: ForwardRequest, sending: Sending): Promise<RelayResult> {
  const { candidate, target, facts, mending, terms } = sending;
  const { exchange, endpoint, startedMs, trail } = request;
  const { clock } = context;
  const { firstByteMs } = terms;
  const wantsStream = request.facts.isStream;
  const body = mending.requestBody(candidate.model);
  return new Promise((resolve) => {
    const settle = (result: RelayResult): void => {
      cancelLimit?.();
      if (result.kind === 'gone' && result.drained !== undefined)
        limitDrain(clock, relay, terms.drainMs, result.drained);
      resolve(result);
    };
    const relay = new Relay({
      exchange,
      endpoint,
      facts,
      wantsStream,
      mending,
      clock,
      startedMs,
      settle,
      terms,
      trail,
    });
    const cancelLimit =
      firstByteMs === null ? null : clock.after(firstByteMs, () => relay.expire(firstByteMs));
    trail.dispatched();
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

function limitDrain(
  clock: ProxyContext['clock'],
  relay: Relay,
  drainMs: number,
  drained: Promise<void>,
): void {
  const cancel = clock.after(drainMs, () => relay.abort());
  drained.then(cancel, cancel);
}
