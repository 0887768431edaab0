/** Hops 2 to 5 for one POST that names a model: read, resolve, plan, forward; then its row for the lists. */
import type { RequestRow } from '../../shared/app-state.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { clientKind } from '../repairs/client-kind.ts';
import { describeDecision } from '../routing/decision.ts';
import { planAttempts } from '../routing/plan.ts';
import { buildPromptFacts } from '../routing/prompt-facts.ts';
import type { PlanRequest } from '../routing/request.ts';
import { once } from '../routing/request.ts';
import { resolveModel } from '../routing/resolve-model.ts';
import type { ProxyContext } from './context.ts';
import { Exchange } from './exchange.ts';
import type { Forwarded } from './forward.ts';
import { forward } from './forward.ts';
import type { Endpoint } from './match-endpoint.ts';
import type { ProxyError } from './proxy-error.ts';
import type { BufferMeter, RequestFacts } from './read-request.ts';
import { readBody, readFacts } from './read-request.ts';
import type { Arrival } from './server.ts';
import { parseJson } from './upstream-error.ts';

export interface Inbox {
  context: ProxyContext;
  meter: BufferMeter;
  /** What is being read or answered, so that stopping can end it. */
  live: Set<InFlight>;
  /** Called whenever the last of them is over. */
  onEmpty: (() => void) | null;
}

export type InFlight = Pick<Exchange, 'res' | 'interrupt'>;

/** Answers one request, whatever happens to it. Never rejects. */
export async function answerRequest(inbox: Inbox, arrival: Arrival, endpoint: Endpoint): Promise<void> {
  const { context, meter, live } = inbox;
  const startedMs = context.clock.monotonicMs();
  const reading: InFlight = {
    res: arrival.res,
    interrupt: (error) => refuseUnread(inbox, arrival, error),
  };
  live.add(reading);
  const read = await readBody(arrival.req, context.limits, meter);
  live.delete(reading);
  if (!read.ok) {
    if (!arrival.res.writableEnded) refuseUnread(inbox, arrival, read.error);
    if (live.size === 0) inbox.onEmpty?.();
    return;
  }
  try {
    // A stop may have answered while the rest of the body was still coming.
    if (!arrival.res.writableEnded) await answerBody(inbox, arrival, endpoint, read.body, startedMs);
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
  startedMs: number,
): Promise<void> {
  const { context, live } = inbox;
  const { res, ownHeaders, id } = arrival;
  const read = readFacts(body);
  const isStream = read.ok && read.facts.isStream;
  const exchange = new Exchange({ id, res, isStream, ownHeaders, locale: context.locale });
  const { clock } = context;
  const startedAt = clock.now();
  live.add(exchange);
  try {
    const ended = read.ok
      ? await route(context, arrival, endpoint, { exchange, body, facts: read.facts, startedMs })
      : refuse(exchange, read.error);
    const row = rowOf(arrival, endpoint, read.ok ? read.facts : null, exchange, ended);
    context.onFinished({ ...row, startedAt, totalMs: clock.monotonicMs() - startedMs });
  } finally {
    live.delete(exchange);
    if (live.size === 0) inbox.onEmpty?.();
  }
}

interface Ended extends Partial<Forwarded> {
  why?: Message;
  error: ProxyError | null;
}

interface Read {
  exchange: Exchange;
  body: Buffer;
  facts: RequestFacts;
  startedMs: number;
}

async function route(
  context: ProxyContext,
  arrival: Arrival,
  endpoint: Endpoint,
  read: Read,
): Promise<Ended> {
  const { exchange, facts } = read;
  const snapshot = context.snapshot();
  const wanted = { requested: facts.modelName, endpoint: endpoint.kind, scope: endpoint.scope };
  const resolution = resolveModel(snapshot, wanted);
  if (!resolution.ok) return refuse(exchange, resolution);
  const plan = planAttempts(snapshot, resolution, toPlanRequest(arrival, endpoint, read), context.live());
  if (!plan.ok) return { ...refuse(exchange, plan), why: resolution.why };
  exchange.watchSilence(context.clock);
  const request = {
    ...read,
    endpoint: endpoint.kind,
    path: endpoint.path,
    query: endpoint.query,
    rawHeaders: arrival.req.rawHeaders,
    client: clientKind(arrival.req.headers['user-agent'], endpoint.kind),
  };
  const forwarded = await forward(context, request, plan, resolution.route.allowLargerContext);
  const { candidate, result } = forwarded;
  if (candidate !== null && result.fixes !== undefined)
    context.repairs.count(candidate.upstream, result.fixes);
  const answeredBy = forwarded.result.kind === 'answered' ? forwarded.candidate : null;
  return { ...forwarded, why: describeDecision(plan.decision, forwarded.tried, answeredBy) };
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

/** The request as lists show it. */
function rowOf(
  { req, id }: Arrival,
  endpoint: Endpoint,
  facts: RequestFacts | null,
  exchange: Exchange,
  ended: Ended,
): Omit<RequestRow, 'startedAt' | 'totalMs'> {
  const { candidate = null, result = null, attempts = 0, why = null, error } = ended;
  const { tokensIn, tokensOut, tokensEstimated } = tokensOf(result);
  return {
    id,
    method: req.method ?? '',
    path: endpoint.path,
    client: req.headers['user-agent']?.slice(0, 120) ?? null,
    requestedModel: facts?.modelName?.slice(0, 200) ?? null,
    upstream: candidate?.upstream ?? null,
    model: candidate?.model ?? null,
    location: candidate?.location ?? null,
    decision: why,
    attempts,
    status: exchange.status,
    outcome: exchange.isGone ? 'cancelled' : result?.kind === 'answered' ? 'answered' : 'failed',
    isStream: facts?.isStream ?? false,
    firstByteMs: result !== null && 'firstByteMs' in result ? result.firstByteMs : null,
    tokensIn,
    tokensOut,
    tokensEstimated,
    fixes: result?.fixes ?? [],
    error: error?.text ?? null,
  };
}

function tokensOf(
  result: Forwarded['result'] | null,
): Pick<RequestRow, 'tokensIn' | 'tokensOut' | 'tokensEstimated'> {
  const usage = result?.kind === 'answered' ? result.usage : null;
  const events = result !== null && 'events' in result ? result.events : 0;
  const isKnown = usage !== null && usage.tokensOut !== null;
  return {
    tokensIn: usage?.tokensIn ?? null,
    tokensOut: isKnown ? usage.tokensOut : events > 0 ? events : null,
    tokensEstimated: !isKnown && events > 0,
  };
}
