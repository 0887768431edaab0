import { arrayAt, countAt, objectAt, textAt } from '../read-json.ts';

/** What the demo needs of a request. */
export interface DemoQuestion {
  /** The newest user's words, or the prompt. */
  text: string;
  isStream: boolean;
  wantsUsage: boolean;
  /** How many tokens may be said. */
  maxTokens: number;
  /** Texts to embed. */
  inputs: string[];
}

/** Null where `body` is no JSON object. */
export function readQuestion(body: string): DemoQuestion | null {
  const value = objectAt(parse(body));
  if (value === null) return null;
  const input = value['input'];
  return {
    text: newestQuestion(value) ?? textAt(value, 'prompt') ?? '',
    isStream: value['stream'] === true,
    wantsUsage: objectAt(value, 'stream_options')?.['include_usage'] === true,
    maxTokens: countAt(value, 'max_completion_tokens') ?? countAt(value, 'max_tokens') ?? Infinity,
    inputs: typeof input === 'string' ? [input] : (arrayAt(value, 'input') ?? []).map(String),
  };
}

function newestQuestion(value: unknown): string | null {
  const messages = arrayAt(value, 'messages') ?? [];
  const newest = messages.findLast((one) => textAt(one, 'role') === 'user') ?? messages.at(-1);
  const parts = arrayAt(newest, 'content');
  if (parts === null) return textAt(newest, 'content');
  return parts.map((part) => textAt(part, 'text') ?? '').join(' ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
