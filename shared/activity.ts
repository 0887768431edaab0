/** What is kept of requests beyond their rows, and what the feed `requests` tells. In memory only, never on disk. */
import type { RequestRow } from './app-state.ts';
import type { Message } from './i18n/index.ts';
import type { ModelRef } from './model.ts';

/** So many finished requests are kept at least, unless their bytes are more than a bound allows. */
export const keptRequests = 10_000;
/** Of so many requests the bodies are kept while that is switched on. */
export const keptBodies = 20;
/** Of a body no more than this is kept. */
export const keptBodyBytes = 256 * 1024;

/**
 * The feed `requests`, at most four times a second. A row may come in more than one of the lists, and in each it
 * replaces what was told of it before.
 */
export interface RequestsEvent {
  /** The list was emptied before what follows. */
  cleared?: true;
  /** Rows that are finished. */
  added: RequestRow[];
  /** Requests whose answer is under way, new ones and those that got further. */
  changed?: RequestRow[];
  /** More were finished than are told here: `listRequests` has them all. */
  missed?: true;
}

/** One try at one candidate. */
export interface RequestAttempt extends ModelRef {
  /** Milliseconds from the request's arrival. */
  startedMs: number;
  endedMs: number | null;
  /** Why it did not answer; null where it did, or its client left. */
  reason: Message | null;
}

export interface KeptBody {
  text: string;
  /** Of the whole body, also where only its beginning was kept. */
  bytes: number;
  isCut: boolean;
}

/** Names and values alternating; what may be a secret is masked. */
export type MaskedHeaders = readonly string[];

export interface RequestDetail {
  row: RequestRow;
  /** In order. */
  attempts: readonly RequestAttempt[];
  /** What the client sent. */
  requestHeaders: MaskedHeaders;
  /** What the last server that was asked sent; null where none answered. */
  answerHeaders: MaskedHeaders | null;
  /** Null where bodies were not kept then, or newer ones have taken their place. */
  bodies: { request: KeptBody; answer: KeptBody } | null;
}

/** Tokens per second once the answer had begun; null where there is too little to tell. */
export function tokensPerSecond({ tokensOut, firstByteMs, totalMs }: RequestRow): number | null {
  if (tokensOut === null || firstByteMs === null) return null;
  const seconds = (totalMs - firstByteMs) / 1000;
  return tokensOut > 1 && seconds >= 0.01 ? tokensOut / seconds : null;
}
