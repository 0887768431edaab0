/** Reads server-sent events where that is needed: before the first content, and at a stream's end. */
import type { EndpointKind } from '../routing/types.ts';
import { messageInError, parseJson } from './upstream-error.ts';

/** What one event means for an answer that has not begun; `finish`: it is over without a word. */
export type EventMeaning =
  | { kind: 'content' }
  | { kind: 'finish' }
  | { kind: 'error'; said: string | null }
  | { kind: 'done' }
  | { kind: 'nothing' };

/** Splits off the whole events of `text`; CR, LF and CRLF end a line (WHATWG HTML, "Server-sent events"). */
export function splitEvents(text: string): { events: string[]; rest: string } {
  const parts = text.split(/\r\n\r\n|\n\n|\r\r/);
  const rest = parts.pop() ?? '';
  return { events: parts, rest };
}

/** Judges one event. Only chat and completions have a content that we know; elsewhere any event but an error is. */
export function judgeEvent(event: string, endpoint: EndpointKind): EventMeaning {
  const data = dataOf(event);
  if (data === null) return { kind: 'nothing' };
  if (data.trim() === '[DONE]') return { kind: 'done' };
  const value = parseJson(data);
  if (isObject(value) && value['error'] !== undefined && value['error'] !== null) {
    return { kind: 'error', said: messageInError(value) };
  }
  if (/^event: ?error$/m.test(event))
    return { kind: 'error', said: messageInError(value) ?? data.slice(0, 600) };
  if (endpoint !== 'chat' && endpoint !== 'completions') return { kind: 'content' };
  const choices = choicesOf(value);
  if (choices.some(hasContent)) return { kind: 'content' };
  return { kind: choices.some(isFinished) ? 'finish' : 'nothing' };
}

export interface StreamEnd {
  isWhole: boolean;
  isDone: boolean;
  usage: Usage | null;
}
export interface Usage {
  tokensIn: number | null;
  tokensOut: number | null;
}

/**
 * Judges a stream by its kept last bytes: whole if `[DONE]` was seen or every choice that shows there had a
 * `finish_reason`. Streams of other endpoints have no such mark, so a clean close is their end.
 */
export function judgeStreamEnd(tail: string, endpoint: EndpointKind, isCleanEnd: boolean): StreamEnd {
  const { events, rest } = splitEvents(tail);
  const payloads = [...events, rest].map(dataOf).filter((data) => data !== null);
  const usage = lastUsage(payloads);
  if (endpoint !== 'chat' && endpoint !== 'completions') return { isWhole: isCleanEnd, isDone: true, usage };
  const isDone = payloads.some((data) => data.trim() === '[DONE]');
  return { isWhole: isDone || isEveryChoiceFinished(payloads.map(parseJson)), isDone, usage };
}

/** Parses those only that may have it: streams that end together would hold each other's last chunks up. */
function lastUsage(payloads: readonly string[]): Usage | null {
  for (let at = payloads.length - 1; at >= 0; at -= 1) {
    const data = payloads[at] ?? '';
    const usage = data.includes('"usage"') ? usageOf(parseJson(data)) : null;
    if (usage !== null) return usage;
  }
  return null;
}

/** `usage` of a whole answer or of an event (OpenAI API reference). */
export function usageOf(value: unknown): Usage | null {
  const usage = isObject(value) ? value['usage'] : undefined;
  if (!isObject(usage)) return null;
  return { tokensIn: numberOf(usage['prompt_tokens']), tokensOut: numberOf(usage['completion_tokens']) };
}

function isEveryChoiceFinished(values: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  const finished = new Set<unknown>();
  for (const choice of values.flatMap(choicesOf)) {
    seen.add(choice['index'] ?? 0);
    if (isFinished(choice)) finished.add(choice['index'] ?? 0);
  }
  return seen.size > 0 && seen.size === finished.size;
}

/** The data lines of one event, joined; null where it has none. */
function dataOf(event: string): string | null {
  // Nearly every event is one line of data.
  if (event.startsWith('data: {') && !/[\r\n]/.test(event)) return event.slice('data: '.length);
  const lines = event.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).replace(/^ /, '')).join('\n');
}

function choicesOf(value: unknown): Record<string, unknown>[] {
  const choices = isObject(value) ? value['choices'] : undefined;
  return Array.isArray(choices) ? choices.filter(isObject) : [];
}

const isFinished = (choice: Record<string, unknown>): boolean => typeof choice['finish_reason'] === 'string';

function hasContent(choice: Record<string, unknown>): boolean {
  if (isFilled(choice['text'])) return true;
  const delta = choice['delta'];
  if (!isObject(delta)) return false;
  return Object.entries(delta).some(
    ([name, value]) =>
      (name === 'content' || name.startsWith('reasoning') || name === 'tool_calls' || name === 'refusal') &&
      isFilled(value),
  );
}

/** The first choice of a chat that came whole says nothing, thinks nothing and calls nothing. */
export function isBlankAnswer(value: unknown): boolean {
  const [choice] = choicesOf(value);
  return choice !== undefined && isObject(choice['message']) && !hasContent({ delta: choice['message'] });
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) ? value.length > 0 : isObject(value);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
