/** Reads errors in the wrappings that model servers use. */
import type { Failure } from '../routing/failure.ts';

/** The longest quotation of a server in an error of ours. */
const quoteLength = 600;

/**
 * The message in an error body: `{"error":{"message"}}` (OpenAI, llama.cpp b10587, Ollama 0.32), `{"error":"…"}`
 * (LM Studio, Ollama's native API), `{"detail":"…"}` or FastAPI's list of details (KoboldCpp 1.115, transformers serve),
 * `{"message":"…"}`. Null where there is none.
 */
export function messageInError(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const error = field(value, 'error') ?? field(value, 'detail') ?? field(value, 'message');
  if (typeof error === 'string') return cut(error);
  if (Array.isArray(error)) return cut(JSON.stringify(error));
  const inner = typeof error === 'object' && error !== null ? wordsOf(error) : undefined;
  if (inner !== undefined) return cut(inner);
  return error === undefined || error === null ? null : cut(JSON.stringify(error));
}

/** `{"message"}`, or `{"msg"}` as KoboldCpp's `detail` has it. */
function wordsOf(error: object): string | undefined {
  return [field(error, 'message'), field(error, 'msg')].find((words) => typeof words === 'string');
}

/** True for `{"error":{"message":"…"}}`, the shape that OpenAI's clients read. */
export function isOpenaiError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const error = field(value, 'error');
  return typeof error === 'object' && error !== null && typeof field(error, 'message') === 'string';
}

/** True where a JSON body with status 200 is an error after all, as LM Studio answers an unknown path. */
export function isErrorBody(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const error = field(value, 'error');
  const hasAnswer = ['choices', 'data', 'results', 'output', 'content'].some(
    (name) => field(value, name) !== undefined,
  );
  return error !== undefined && error !== null && !hasAnswer;
}

/** What a whole non-2xx answer means for the attempt. `retryAfterMs` is its own word on when to come back. */
export function failureOfStatus(status: number, text: string, retryAfterMs: number | null = null): Failure {
  const said = wordsIn(text);
  if (status === 401 || status === 403) return { kind: 'unauthorized', status };
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  if (status === 429) return { kind: 'rate-limited', status, said, ...wait };
  if (status === 503 && /loading/i.test(said ?? '')) return { kind: 'loading' };
  if (looksLikeHtml(text)) return { kind: 'html', status };
  // RFC 9110 has the header for 503 as well.
  return { kind: 'bad-answer', status, said, ...(status === 503 ? wait : {}) };
}

/** What a body says to a person: its error's message, or its plain text; null where it says nothing. */
export function wordsIn(text: string): string | null {
  return messageInError(parseJson(text)) ?? plainText(text);
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)/i.test(text);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function plainText(text: string): string | null {
  const plain = text.trim();
  return plain === '' || looksLikeHtml(plain) ? null : cut(plain);
}

function field(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function cut(text: string): string {
  return text.length > quoteLength ? `${text.slice(0, quoteLength)}…` : text;
}
