/** What an answer is before its content matters: none, a refusal, an error in disguise, a page, or an answer. */
import { bodyOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isObject, memberAt, parseJson, textAt } from './fields.ts';
import { readSse } from './sse.ts';

/** How a server words an error. `openai`: `{"error":{"message":"…"}}`, which OpenAI's clients read. */
export type ErrorShape = 'openai' | 'other-json' | 'text' | 'html' | 'empty';

export type Outcome =
  | { kind: 'no-answer'; why: 'refused' | 'dropped' | 'silent' }
  | { kind: 'redirect'; status: number; to: string }
  | { kind: 'refused'; status: number; shape: ErrorShape; said: string }
  /** Status 200, and the body or the first event is an error. */
  | { kind: 'error-in-200'; said: string; isEvent: boolean }
  | { kind: 'html' }
  | { kind: 'answered' };

const quoteLength = 300;

/** What came, whatever was asked. A missing exchange counts as dropped: its request could not be sent. */
export function outcomeOf(exchange: Exchange | undefined): Outcome {
  if (exchange === undefined) return { kind: 'no-answer', why: 'dropped' };
  const { status } = exchange;
  if (status === null) return { kind: 'no-answer', why: whyNone(exchange) };
  if (status >= 300 && status < 400) {
    return { kind: 'redirect', status, to: exchange.headers['location'] ?? '' };
  }
  const body = bodyOf(exchange);
  if (status >= 400) return { kind: 'refused', status, shape: shapeOf(body), said: wordsIn(body) };
  if (body === '' && exchange.ending !== 'whole') return { kind: 'no-answer', why: whyNone(exchange) };
  if (isPage(body)) return { kind: 'html' };
  return errorInAnswer(exchange, body) ?? { kind: 'answered' };
}

/** True where status, shape and words are what OpenAI's clients expect of an error that the client made. */
export function isProperRefusal(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.status < 500 && outcome.shape === 'openai';
}

export function isPage(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)/i.test(text);
}

function whyNone({ ending, error }: Exchange): 'refused' | 'dropped' | 'silent' {
  if (ending === 'silent') return 'silent';
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(error)
    ? 'refused'
    : 'dropped';
}

/** LM Studio answers what it does not know with 200 and `{"error":"…"}`; others send the error as a stream's first event. */
function errorInAnswer(exchange: Exchange, body: string): Outcome | null {
  const value = parseJson(body);
  if (value !== undefined) {
    const isAnswer = ['choices', 'data', 'object'].some((name) => memberAt(value, name) !== undefined);
    return hasError(value) && !isAnswer
      ? { kind: 'error-in-200', said: wordsIn(body), isEvent: false }
      : null;
  }
  const first = readSse(exchange).events[0];
  return first !== undefined && hasError(parseJson(first.data))
    ? { kind: 'error-in-200', said: wordsIn(first.data), isEvent: true }
    : null;
}

function hasError(value: unknown): boolean {
  const error = memberAt(value, 'error');
  return error !== undefined && error !== null && error !== '';
}

function shapeOf(body: string): ErrorShape {
  if (body.trim() === '') return 'empty';
  if (isPage(body)) return 'html';
  const value = parseJson(body);
  if (value === undefined) return 'text';
  return textAt(value, 'error', 'message') === null ? 'other-json' : 'openai';
}

/**
 * The words of an error: `{"error":{"message"}}`, `{"error":"…"}`, `{"detail":…}` (FastAPI, KoboldCpp 1.115),
 * `{"message":"…"}`, or the text itself.
 */
function wordsIn(body: string): string {
  const value = parseJson(body);
  const said = memberAt(value, 'error') ?? memberAt(value, 'detail') ?? memberAt(value, 'message');
  const inner = textAt(said, 'message') ?? textAt(said, 'msg') ?? said;
  const text =
    typeof inner === 'string' ? inner : isObject(inner) || Array.isArray(inner) ? JSON.stringify(inner) : '';
  return cut(text === '' && !isPage(body) ? body.trim() : text);
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > quoteLength ? `${line.slice(0, quoteLength)}…` : line;
}
