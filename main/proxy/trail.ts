/**
 * What becomes of one request, written down as it goes: for its row while it is under way, and for its record once it
 * is over. Marks are single numbers; words and lists are made only when somebody looks, or once at the end.
 *
 * One object per request with methods on its prototype.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestAttempt } from '../../shared/activity.ts';
import type { RequestMarks, RequestRow } from '../../shared/app-state.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Decision } from '../../shared/routing.ts';
import { describeDecision, describeFailure } from '../routing/decision.ts';
import type { Candidate } from '../routing/types.ts';
import type { RequestLog, RequestRecord, RunningRequest } from '../state/request-record.ts';
import type { AttemptResult } from './attempt-result.ts';
import { BodyKeeper } from './body-keeper.ts';
import type { Exchange } from './exchange.ts';
import type { Forwarded } from './forward.ts';
import { keptAnswerHeaders, keptHeaders } from './mask-headers.ts';
import type { Endpoint } from './match-endpoint.ts';
import type { ProxyError } from './proxy-error.ts';
import type { RequestFacts } from './read-request.ts';
import type { Arrival } from './server.ts';
import { tokensOf } from './tokens-of.ts';

/** How a request ended. */
export interface Ended extends Partial<Forwarded> {
  why?: Message;
  error: ProxyError | null;
}

/** What the places on its way tell. */
export type TrailMarks = Pick<
  Trail,
  'placed' | 'dispatched' | 'connected' | 'answerBegan' | 'opened' | 'relayed' | 'attemptEnded'
>;

export interface TrailOptions {
  arrival: Arrival;
  endpoint: Endpoint;
  exchange: Exchange;
  facts: RequestFacts | null;
  body: Buffer;
  clock: Pick<Clock, 'monotonicMs'>;
  log: RequestLog;
  /** Of its arrival. */
  startedAt: number;
  startedMs: number;
}

export class Trail implements RunningRequest {
  readonly #options: TrailOptions;
  readonly #bodies: { request: BodyKeeper; answer: BodyKeeper } | null = null;
  readonly #attempts: RequestAttempt[] = [];
  readonly #marks: RequestMarks;
  #candidate: Candidate | null = null;
  #decision: Decision | null = null;
  #answerHeaders: IncomingHttpHeaders | null = null;
  #ownMs = 0;
  #sent = 0;

  constructor(options: TrailOptions) {
    this.#options = options;
    const readMs = this.#now();
    this.#marks = {
      readMs,
      queuedMs: null,
      placedMs: null,
      connectedMs: null,
      firstByteMs: null,
      firstContentMs: null,
    };
    if (!options.log.keepsBodies()) return;
    this.#bodies = { request: new BodyKeeper(), answer: new BodyKeeper() };
    this.#bodies.request.add(options.body);
    options.exchange.keepWith(this.#bodies.answer);
  }

  get id(): string {
    return this.#options.arrival.id;
  }

  /** It is known where it goes. */
  planned(decision: Decision): void {
    this.#decision = decision;
    this.#marks.queuedMs = this.#now();
    this.#ownMs = this.#marks.queuedMs - this.#marks.readMs;
    this.#touch();
  }

  /** A place was had: an attempt begins. */
  placed(candidate: Candidate): void {
    const startedMs = this.#now();
    this.#candidate = candidate;
    this.#sent += 1;
    const { upstream, model } = candidate;
    this.#attempts.push({ upstream, model, startedMs: fine(startedMs), endedMs: null, reason: null });
    const marks = this.#marks;
    marks.placedMs = startedMs;
    marks.connectedMs = null;
    marks.firstByteMs = null;
    marks.firstContentMs = null;
    this.#touch();
  }

  /** The attempt was handed on to be connected: what it takes from here is not ours. */
  dispatched(): void {
    const attempt = this.#attempts.at(-1);
    if (attempt !== undefined && this.#marks.connectedMs === null)
      this.#ownMs += this.#now() - (this.#marks.placedMs ?? attempt.startedMs);
  }

  connected(): void {
    this.#marks.connectedMs = this.#now();
  }

  answerBegan(headers: IncomingHttpHeaders): void {
    this.#answerHeaders = headers;
    this.#marks.firstByteMs = this.#now();
  }

  /** The first content went to the client; `atMs` from arrival. */
  opened(atMs: number): void {
    this.#marks.firstContentMs = atMs;
    this.#touch();
  }

  /** How long the bytes that opened the answer were with us. */
  relayed(ms: number): void {
    this.#ownMs += ms;
  }

  attemptEnded(result: AttemptResult): void {
    const attempt = this.#attempts.at(-1);
    if (attempt === undefined) return;
    attempt.endedMs = fine(this.#now());
    if ('failure' in result) attempt.reason = describeFailure(result.failure);
  }

  row(): RequestRow {
    const row = this.#row(null);
    row.decision = this.#decision === null ? null : describeDecision(this.#decision);
    return row;
  }

  record(): RequestRecord {
    return this.#record(this.row());
  }

  finish(ended: Ended): void {
    this.#options.log.finish(this.#record(this.#row(ended)));
  }

  #now(): number {
    return this.#options.clock.monotonicMs() - this.#options.startedMs;
  }

  #touch(): void {
    this.#options.log.touch(this.id);
  }

  #record(row: RequestRow): RequestRecord {
    const { arrival, endpoint } = this.#options;
    const answer = this.#answerHeaders;
    return {
      row,
      attempts: this.#attempts,
      scope: endpoint.scope,
      requestHeaders: keptHeaders(arrival.req.rawHeaders),
      answerHeaders: answer === null ? null : keptAnswerHeaders(answer),
      bodies:
        this.#bodies === null
          ? null
          : { request: this.#bodies.request.body(), answer: this.#bodies.answer.body() },
    };
  }

  #row(ended: Ended | null): RequestRow {
    const { arrival, endpoint, exchange, facts, startedAt } = this.#options;
    const { req, id } = arrival;
    const { result = null, candidate = this.#candidate, attempts = this.#sent } = ended ?? {};
    const totalMs = this.#now();
    const opened = this.#marks.firstContentMs;
    const { tokensIn, tokensOut, tokensEstimated } = tokensOf(result);
    return {
      id,
      startedAt,
      method: req.method ?? '',
      path: endpoint.path.slice(0, 200),
      client: req.headers['user-agent']?.slice(0, 120) ?? null,
      requestedModel: facts?.modelName?.slice(0, 200) ?? null,
      upstream: candidate?.upstream ?? null,
      model: candidate?.model ?? null,
      location: candidate?.location ?? null,
      decision: ended?.why ?? null,
      attempts,
      status: exchange.status,
      outcome: ended === null ? 'running' : outcomeOf(exchange, result),
      isStream: facts?.isStream ?? false,
      firstByteMs: opened === null ? null : fine(opened),
      totalMs: fine(totalMs),
      ownMs: ended === null ? null : fine(this.#sent === 0 ? totalMs - this.#marks.readMs : this.#ownMs),
      marks: fineMarks(this.#marks),
      tokensIn,
      tokensOut,
      tokensEstimated,
      fixes: result?.fixes ?? noFixes,
      error: ended?.error?.text ?? null,
    };
  }
}

const noFixes: RequestRow['fixes'] = [];

function outcomeOf(exchange: Exchange, result: AttemptResult | null): RequestRow['outcome'] {
  if (exchange.isGone) return 'cancelled';
  return result?.kind === 'answered' ? 'answered' : 'failed';
}

function fineMarks(marks: RequestMarks): RequestMarks {
  const { readMs, queuedMs, placedMs, connectedMs, firstByteMs, firstContentMs } = marks;
  return {
    readMs: fine(readMs),
    queuedMs: fineOrNull(queuedMs),
    placedMs: fineOrNull(placedMs),
    connectedMs: fineOrNull(connectedMs),
    firstByteMs: fineOrNull(firstByteMs),
    firstContentMs: fineOrNull(firstContentMs),
  };
}

function fineOrNull(ms: number | null): number | null {
  return ms === null ? null : fine(ms);
}

/** To the microsecond: what the clock says beyond it is noise, and long to write. */
function fine(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
