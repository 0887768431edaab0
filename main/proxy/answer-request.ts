/** Hops 2 to 5 for one POST that names a model: read, resolve, plan, forward; then its row for the lists. */
import { takeOut } from '../../shared/take-out.ts';
import { clientKind } from '../repairs/client-kind.ts';
import { describeDecision } from '../routing/decision.ts';
import { planAttempts } from '../routing/plan.ts';
import { buildPromptFacts } from '../routing/prompt-facts.ts';
import type { PlanRequest } from '../routing/request.ts';
import { once } from '../routing/request.ts';
import { resolveModel } from '../routing/resolve-model.ts';
import type { ProxyContext } from './context.ts';
import { Exchange } from './exchange.ts';
import type { Forwarded, GoodPlan } from './forward.ts';
import { forward } from './forward.ts';
import type { Endpoint } from './match-endpoint.ts';
import type { ProxyError } from './proxy-error.ts';
import type { BufferMeter, RequestFacts } from './read-request.ts';
import { readBody, readFacts } from './read-request.ts';
import type { Arrival } from './server.ts';
import type { Ended } from './trail.ts';
import { Trail } from './trail.ts';
import { parseJson } from './upstream-error.ts';

export interface Inbox {
  context: ProxyContext;
  meter: BufferMeter;
  /** What is being read or answered, so that stopping can end it. */
  live: InFlight[];
  /** Called whenever the last of them is over. */
  onEmpty: (() => void) | null;
}

export type InFlight = Pick<Exchange, 'res' | 'interrupt'>;

/** Answers one request, whatever happens to it. Never rejects. */
export async function answerRequest(inbox: Inbox, arrival: Arrival, endpoint: Endpoint): Promise<void> {
  const { context, meter, live } = inbox;
  const arrived = { startedAt: context.clock.now(), startedMs: context.clock.monotonicMs() };
  const reading: InFlight = {
    res: arrival.res,
    interrupt: (error) => refuseUnread(inbox, arrival, error),
  };
  live.push(reading);
  const read = await readBody(arrival.req, context.limits, meter);
  takeOut(live, reading);
  if (!read.ok) {
    if (!arrival.res.writableEnded) refuseUnread(inbox, arrival, read.error);
    if (live.length === 0) inbox.onEmpty?.();
    return;
  }
  try {
    // A stop may have answered while the rest of the body was still coming.
    if (!arrival.res.writableEnded) await answerBody(inbox, arrival, endpoint, read.body, arrived);
  } finally {
    meter.give(read.body.length);
  }
}

/** The body was not read to its end: the connection cannot be used again. */
function refuseUnread(
  { context }: Inbox,
  { req, res, ownHeaders, id }: Arrival,
  error: ProxyError | 'gone',
): void {
  if (error === 'gone') {
    res.destroy();
    return;
  }
  res.setHeader('connection', 'close');
  new Exchange({ id, res, isStream: false, ownHeaders, locale: context.locale }).fail(error);
  req.resume();
}

async function answerBody(
  inbox: Inbox,
  arrival: Arrival,
  endpoint: Endpoint,
  body: Buffer,
  { startedAt, startedMs }: Arrived,
): Promise<void> {
  const { context, live } = inbox;
  const { clock, requests } = context;
  const { res, ownHeaders, id } = arrival;
  const read = readFacts(body);
  const facts = read.ok ? read.facts : null;
  const isStream = facts?.isStream ?? false;
  const exchange = new Exchange({ id, res, isStream, ownHeaders, locale: context.locale });
  const about = { arrival, endpoint, exchange, facts, body, clock, log: requests, startedAt, startedMs };
  const trail = new Trail(about);
  let ended: Ended = { error: null };
  live.push(exchange);
  requests.begin(trail);
  try {
    const routed = read.ok
      ? route(context, arrival, endpoint, { exchange, body, facts: read.facts, startedMs, trail })
      : refuse(exchange, read.error);
    ended = 'forwarding' in routed ? endedAs(context, routed, await routed.forwarding) : routed;
  } finally {
    trail.finish(ended);
    takeOut(live, exchange);
    if (live.length === 0) inbox.onEmpty?.();
  }
}

/** When it came: milliseconds since the epoch, and of the monotonic clock. */
interface Arrived {
  startedAt: number;
  startedMs: number;
}

interface Read {
  exchange: Exchange;
  body: Buffer;
  facts: RequestFacts;
  startedMs: number;
  trail: Trail;
}

/** A request that is on its way. */
interface Routed {
  plan: GoodPlan;
  forwarding: Promise<Forwarded>;
}

function route(context: ProxyContext, arrival: Arrival, endpoint: Endpoint, read: Read): Routed | Ended {
  const { exchange, body, facts, startedMs, trail } = read;
  const snapshot = context.snapshot();
  const wanted = { requested: facts.modelName, endpoint: endpoint.kind, scope: endpoint.scope };
  const resolution = resolveModel(snapshot, wanted);
  if (!resolution.ok) return refuse(exchange, resolution);
  const plan = planAttempts(snapshot, resolution, toPlanRequest(arrival, endpoint, read), context.live());
  if (!plan.ok) return { ...refuse(exchange, plan), why: resolution.why };
  trail.planned(plan.decision);
  exchange.watchSilence(context.clock);
  const request = {
    exchange,
    body,
    facts,
    startedMs,
    trail,
    endpoint: endpoint.kind,
    path: endpoint.path,
    query: endpoint.query,
    rawHeaders: arrival.req.rawHeaders,
    client: clientKind(arrival.req.headers['user-agent'], endpoint.kind),
    options: resolution.route.options,
  };
  return { plan, forwarding: forward(context, request, plan, resolution.route.allowLargerContext) };
}

function endedAs(
  { repairs }: ProxyContext,
  { plan }: Routed,
  { candidate, attempts, tried, result, error }: Forwarded,
): Ended {
  if (candidate !== null && result.fixes !== undefined) repairs.count(candidate.upstream, result.fixes);
  const answeredBy = result.kind === 'answered' ? candidate : null;
  const why = describeDecision(plan.decision, tried, answeredBy);
  return { candidate, attempts, tried, result, error, why };
}

/** Its prompt is read only where the plan depends on it. */
function toPlanRequest(
  { req, hasKey, keyLabel }: Arrival,
  { kind }: Endpoint,
  { body, facts }: Pick<Read, 'body' | 'facts'>,
): PlanRequest {
  return {
    endpoint: kind,
    requested: facts.modelName,
    hasKey,
    userAgent: req.headers['user-agent'] ?? null,
    keyLabel,
    bodyBytes: body.length,
    prompt: once(() => buildPromptFacts(parseJson(body.toString('utf8')))),
  };
}

function refuse(exchange: Exchange, error: ProxyError): Ended {
  exchange.fail(error);
  return { error };
}
