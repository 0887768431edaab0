/**
 * A finished request as it is kept: one flat object of texts and whole numbers. Ten thousand are held at all times, so
 * each is copied twice by V8's young collections and then walked by its old ones. A record is some twenty-five objects
 * (lists, marks, a box for every number with a fraction), which was a tenth of what a short request cost; this is five.
 */
import type { RequestAttempt } from '../../shared/activity.ts';
import type { RequestMarks, RequestRow } from '../../shared/app-state.ts';
import { recordBytes } from './record-size.ts';
import type { RequestRecord } from './request-record.ts';

/** All times are whole microseconds, which is as fine as they are told. */
export interface KeptRequest extends Omit<
  RequestRow,
  'marks' | 'firstByteMs' | 'totalMs' | 'ownMs' | 'attempts'
> {
  attemptCount: number;
  firstByteUs: number | null;
  totalUs: number;
  ownUs: number | null;
  readUs: number;
  queuedUs: number | null;
  placedUs: number | null;
  connectedUs: number | null;
  answerBeganUs: number | null;
  firstContentUs: number | null;
  /** Null where the row's candidate answered at the first try: then its two times say it all. */
  attempts: readonly RequestAttempt[] | null;
  attemptStartedUs: number;
  attemptEndedUs: number;
  scope: string | null;
  requestHeaders: string;
  answerHeaders: string | null;
  bodies: RequestRecord['bodies'];
  /** What it takes, near enough for a bound. */
  bytes: number;
}

export function keepRequest(record: RequestRecord): KeptRequest {
  const { row, attempts, scope, requestHeaders, answerHeaders, bodies } = record;
  const { marks } = row;
  const only = onlyAttempt(record);
  return {
    id: row.id,
    startedAt: row.startedAt,
    method: row.method,
    path: row.path,
    client: row.client,
    requestedModel: row.requestedModel,
    upstream: row.upstream,
    model: row.model,
    location: row.location,
    decision: row.decision,
    attemptCount: row.attempts,
    status: row.status,
    outcome: row.outcome,
    isStream: row.isStream,
    firstByteUs: usOrNull(row.firstByteMs),
    totalUs: us(row.totalMs),
    ownUs: usOrNull(row.ownMs),
    readUs: us(marks.readMs),
    queuedUs: usOrNull(marks.queuedMs),
    placedUs: usOrNull(marks.placedMs),
    connectedUs: usOrNull(marks.connectedMs),
    answerBeganUs: usOrNull(marks.firstByteMs),
    firstContentUs: usOrNull(marks.firstContentMs),
    tokensIn: row.tokensIn,
    tokensOut: row.tokensOut,
    tokensEstimated: row.tokensEstimated,
    fixes: row.fixes,
    error: row.error,
    attempts: only === null ? attempts : null,
    attemptStartedUs: only === null ? 0 : us(only.startedMs),
    attemptEndedUs: only === null ? 0 : us(only.endedMs ?? 0),
    scope,
    requestHeaders,
    answerHeaders,
    bodies,
    bytes: recordBytes(record),
  };
}

/** Null where there is more to tell of its attempts than when one began and ended. */
function onlyAttempt({ row, attempts }: RequestRecord): RequestAttempt | null {
  const [first] = attempts;
  if (attempts.length !== 1 || first === undefined) return null;
  const isRows = first.upstream === row.upstream && first.model === row.model;
  return isRows && first.reason === null && first.endedMs !== null ? first : null;
}

export function rowOf(kept: KeptRequest): RequestRow {
  return {
    id: kept.id,
    startedAt: kept.startedAt,
    method: kept.method,
    path: kept.path,
    client: kept.client,
    requestedModel: kept.requestedModel,
    upstream: kept.upstream,
    model: kept.model,
    location: kept.location,
    decision: kept.decision,
    attempts: kept.attemptCount,
    status: kept.status,
    outcome: kept.outcome,
    isStream: kept.isStream,
    firstByteMs: msOrNull(kept.firstByteUs),
    totalMs: ms(kept.totalUs),
    ownMs: msOrNull(kept.ownUs),
    marks: marksOf(kept),
    tokensIn: kept.tokensIn,
    tokensOut: kept.tokensOut,
    tokensEstimated: kept.tokensEstimated,
    fixes: kept.fixes,
    error: kept.error,
  };
}

function marksOf(kept: KeptRequest): RequestMarks {
  return {
    readMs: ms(kept.readUs),
    queuedMs: msOrNull(kept.queuedUs),
    placedMs: msOrNull(kept.placedUs),
    connectedMs: msOrNull(kept.connectedUs),
    firstByteMs: msOrNull(kept.answerBeganUs),
    firstContentMs: msOrNull(kept.firstContentUs),
  };
}

export function recordOf(kept: KeptRequest): RequestRecord {
  const { scope, requestHeaders, answerHeaders, bodies } = kept;
  return { row: rowOf(kept), attempts: attemptsOf(kept), scope, requestHeaders, answerHeaders, bodies };
}

function attemptsOf(kept: KeptRequest): readonly RequestAttempt[] {
  const { attempts, upstream, model, attemptStartedUs, attemptEndedUs } = kept;
  if (attempts !== null) return attempts;
  if (upstream === null || model === null) return [];
  const times = { startedMs: ms(attemptStartedUs), endedMs: ms(attemptEndedUs) };
  return [{ upstream, model, ...times, reason: null }];
}

function us(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

function usOrNull(milliseconds: number | null): number | null {
  return milliseconds === null ? null : us(milliseconds);
}

function ms(microseconds: number): number {
  return microseconds / 1000;
}

function msOrNull(microseconds: number | null): number | null {
  return microseconds === null ? null : ms(microseconds);
}
