/** Says of an answer that came whole whether it is one, and what of it reaches the client. */
import type { MendedBody } from '../repairs/mend-body.ts';
import { hasEmptyVector } from '../repairs/embeddings.ts';
import { readContextOverflow } from '../routing/context-overflow.ts';
import type { Failure } from '../routing/failure.ts';
import type { EndpointKind } from '../routing/types.ts';
import type { Mending } from './mending.ts';
import type { Usage } from './stream-events.ts';
import { isBlankAnswer, usageOf } from './stream-events.ts';
import {
  failureOfStatus,
  isErrorBody,
  isOpenaiError,
  looksLikeHtml,
  parseJson,
  wordsIn,
} from './upstream-error.ts';

export interface BodyQuestion {
  status: number;
  /** The upstream's own word on when to come back. */
  retryAfterMs: number | null;
  endpoint: EndpointKind;
  wantsStream: boolean;
  /** The client has a stream's headers already: nothing but events can follow. */
  isEarly: boolean;
  mending: Mending;
}

export type BodyVerdict =
  | { kind: 'failed'; failure: Failure }
  | { kind: 'answer'; bytes: Buffer; type: MendedBody['type']; usage: Usage | null };

/** Longer lists of vectors are looked through for defects, and not read. */
const longBytes = 64 * 1024;

/** Judges a 2xx. An error, HTML or nothing in one is no answer: a client would show a blank. */
export function judgeBody(bytes: Buffer, question: BodyQuestion): BodyVerdict {
  const { status, endpoint, isEarly, mending } = question;
  const failed = (said: string | null): BodyVerdict => {
    mending.note('error-in-200');
    return { kind: 'failed', failure: { kind: 'bad-answer', status, said } };
  };
  const isUnread = endpoint === 'embeddings' && bytes.length > longBytes;
  const text = isUnread ? startOf(bytes) : bytes.toString('utf8');
  if (looksLikeHtml(text)) {
    mending.note('error-in-200');
    return { kind: 'failed', failure: { kind: 'html', status } };
  }
  if (text.trim() === '' && answersInJson(endpoint)) {
    mending.note('error-in-200');
    return { kind: 'failed', failure: { kind: 'empty', status } };
  }
  const value = isUnread ? undefined : parseJson(text);
  if (isErrorBody(value) || (value === undefined && !isUnread && answersInJson(endpoint)))
    return failed(wordsIn(text));
  if (saysNothing(value, question)) return failed(null);
  if (mending.refusesBlank && isBlankAnswer(value))
    return { kind: 'failed', failure: { kind: 'empty', status } };
  if (endpoint === 'embeddings' && hasEmptyVector(bytes)) return failed('"embedding": []');
  const mended = mending.mendBody(bytes, value);
  if (isEarly && mended.type !== 'events') return failed(null);
  return { kind: 'answer', bytes: mended.bytes, type: mended.type, usage: usageOf(value) };
}

export interface ErrorVerdict {
  failure: Failure;
  /** It is a server's own 4xx in the shape that OpenAI's clients read; all else is wrapped by us. */
  isRelayable: boolean;
}

export function judgeError(bytes: Buffer, question: BodyQuestion): ErrorVerdict {
  const { status, retryAfterMs, isEarly, mending } = question;
  const text = bytes.toString('utf8');
  const value = parseJson(text);
  const isReadable = isOpenaiError(value);
  const isOwnRefusal = status >= 400 && status < 500 && ![401, 403].includes(status);
  if (!isReadable) mending.note('error-shape');
  const overflow = readContextOverflow(status, value, wordsIn(text));
  return {
    failure: overflow ?? failureOfStatus(status, text, retryAfterMs),
    isRelayable: isOwnRefusal && isReadable && !isEarly,
  };
}

/** The same of the beginning of a body that is too long to be waited for. */
export function judgeLongBody(first: Buffer, { status, isEarly }: BodyQuestion): Failure | null {
  if (looksLikeHtml(startOf(first))) return { kind: 'html', status };
  return isEarly ? { kind: 'bad-answer', status, said: null } : null;
}

function startOf(bytes: Buffer): string {
  return bytes.toString('utf8', 0, 200);
}

/** These answer in JSON and in nothing else. */
function answersInJson(endpoint: EndpointKind): boolean {
  return endpoint !== 'other';
}

/** An answer without a choice: its client would stumble over the first one, or wait for events that are none. */
function saysNothing(value: unknown, { endpoint, wantsStream }: BodyQuestion): boolean {
  if (endpoint !== 'chat' && endpoint !== 'completions') return false;
  if (typeof value !== 'object' || value === null) return true;
  if (!('choices' in value)) return wantsStream;
  return !Array.isArray(value.choices) || value.choices.length === 0;
}

/** A stream under another content type, or none: its client reads it all the same. */
export function looksLikeEvents(chunk: Buffer): boolean {
  return /^(data|event|id|retry)?:/.test(startOf(chunk));
}

/** No line of a stream's events begins so. */
export function looksLikeBody(chunk: Buffer): boolean {
  return /^\s*[{<]/.test(startOf(chunk));
}
