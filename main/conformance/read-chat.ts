/** A chat's answer, whole or streamed, in the terms that DB-GPT reads it in. Reads; judges nothing. */
import { bodyOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { isObject, listAt, memberAt, numberAt, objectAt, parseJson, textAt } from './fields.ts';
import { readSse } from './sse.ts';
import type { SseEvent } from './sse.ts';

export interface Usage {
  prompt: number;
  completion: number;
}

/** Fields in which servers put thoughts. DB-GPT reads the first alone. */
const thoughtFields = ['reasoning_content', 'reasoning'] as const;
export type ThoughtField = (typeof thoughtFields)[number];

/** A piece of text and when it came. */
export interface Piece {
  atMs: number;
  text: string;
}

export interface ChatAnswer {
  /** The answer's words without its thoughts. */
  text: string;
  thoughts: string;
  /** Where the thoughts stood; null where there were none. */
  thoughtField: ThoughtField | null;
  role: string | null;
  finishReason: string | null;
  usage: Usage | null;
  /** Deltas of calls in a stream, or calls in a whole answer. */
  toolCalls: unknown[];
}

export interface ChatStream extends ChatAnswer {
  events: SseEvent[];
  hasUnfinishedEvent: boolean;
  /** Events with text or thoughts. */
  pieces: Piece[];
  isDone: boolean;
  /** The first event, as it came, whose data is no JSON; null where all are. */
  unreadable: string | null;
  /** The first event that has an `event:` line: its reader takes it for something else. */
  named: string | null;
  /** The first event whose `choices` is null or missing: DB-GPT ends with a TypeError there. */
  withoutChoices: string | null;
  /** Choices without a `delta`, and all choices. */
  choicesWithoutDelta: number;
  choices: number;
  /** The words of an error in the middle of the stream. */
  error: string | null;
}

/** Null where the body is no JSON object. */
export function readWhole(exchange: Exchange): (ChatAnswer & { json: Record<string, unknown> }) | null {
  const json = parseJson(bodyOf(exchange));
  if (!isObject(json)) return null;
  const choice = listAt(json, 'choices')?.[0];
  const message = memberAt(choice, 'message');
  const thoughtField = thoughtFields.find((field) => isFilled(textAt(message, field))) ?? null;
  return {
    json,
    text: textAt(message, 'content') ?? '',
    thoughts: thoughtField === null ? '' : (textAt(message, thoughtField) ?? ''),
    thoughtField,
    role: textAt(message, 'role'),
    finishReason: textAt(choice, 'finish_reason'),
    usage: usageIn(json),
    toolCalls: listAt(message, 'tool_calls') ?? [],
  };
}

/** Tokens as the server counts them; null where it does not say. */
export function usageIn(value: unknown): Usage | null {
  const prompt = numberAt(value, 'usage', 'prompt_tokens');
  const completion = numberAt(value, 'usage', 'completion_tokens');
  return prompt === null ? null : { prompt, completion: completion ?? 0 };
}

export function readStream(exchange: Exchange): ChatStream {
  const { events, hasUnfinishedEvent } = readSse(exchange);
  const stream = { ...createEmpty(), events, hasUnfinishedEvent };
  for (const event of events) {
    // The openai package stops reading there.
    if (event.data.trim().startsWith('[DONE]')) {
      stream.isDone = true;
      break;
    }
    takeEvent(stream, event);
  }
  return stream;
}

/** One event by itself. */
export function readEvent(event: SseEvent): ChatStream {
  const stream = createEmpty();
  takeEvent(stream, event);
  return stream;
}

const createEmpty = (): ChatStream => ({
  events: [],
  hasUnfinishedEvent: false,
  pieces: [],
  toolCalls: [],
  text: '',
  thoughts: '',
  thoughtField: null,
  role: null,
  finishReason: null,
  usage: null,
  isDone: false,
  unreadable: null,
  named: null,
  withoutChoices: null,
  choicesWithoutDelta: 0,
  choices: 0,
  error: null,
});

function takeEvent(stream: ChatStream, event: SseEvent): void {
  const value = parseJson(event.data);
  if (!isObject(value)) {
    stream.unreadable ??= event.data;
    return;
  }
  const error = memberAt(value, 'error');
  if (error !== undefined && error !== null) {
    stream.error ??= textAt(error, 'message') ?? JSON.stringify(error);
    return;
  }
  if (event.name !== null) stream.named ??= `event: ${event.name}`;
  stream.usage = usageIn(value) ?? stream.usage;
  const choices = listAt(value, 'choices');
  if (choices === null) stream.withoutChoices ??= event.data;
  for (const choice of choices ?? []) takeChoice(stream, choice, event.atMs);
}

function takeChoice(stream: ChatStream, choice: unknown, atMs: number): void {
  stream.choices += 1;
  stream.finishReason = textAt(choice, 'finish_reason') ?? stream.finishReason;
  const delta = objectAt(choice, 'delta');
  if (delta === null) {
    stream.choicesWithoutDelta += 1;
    return;
  }
  stream.role ??= textAt(delta, 'role');
  stream.toolCalls.push(...(listAt(delta, 'tool_calls') ?? []));
  const field = thoughtFields.find((name) => isFilled(textAt(delta, name))) ?? null;
  const thought = field === null ? '' : (textAt(delta, field) ?? '');
  const text = textAt(delta, 'content') ?? '';
  stream.thoughtField ??= field;
  stream.thoughts += thought;
  stream.text += text;
  if (text + thought !== '') stream.pieces.push({ atMs, text: text + thought });
}

function isFilled(text: string | null): boolean {
  return text !== null && text !== '';
}
