/** What is kept of one request. Plain data, made by the proxy. */
import type { KeptBody, RequestAttempt } from '../../shared/activity.ts';
import type { RequestRow } from '../../shared/app-state.ts';

export interface RequestRecord {
  row: RequestRow;
  attempts: readonly RequestAttempt[];
  /** The `<name>` of an address of its own, `/r/<name>/v1`. */
  scope: string | null;
  /** Lines, names and values alternating; those of secret names are masked already. One text each, as it takes least. */
  requestHeaders: string;
  answerHeaders: string | null;
  bodies: { request: KeptBody; answer: KeptBody } | null;
}

/** A request under way, which can be looked at. */
export interface RunningRequest {
  readonly id: string;
  row(): RequestRow;
  record(): RequestRecord;
}

/** Where the proxy tells of its requests. Cheap where nobody listens: the hot path calls it. */
export interface RequestLog {
  begin(request: RunningRequest): void;
  /** It got further. */
  touch(id: string): void;
  /** It is over. Called once for each `begin`, and never without one. */
  finish(record: RequestRecord): void;
  /** Asked for each request. */
  keepsBodies(): boolean;
}
