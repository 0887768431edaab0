/** The imagined request of "Try it": what is picked in the form, and what a pasted text says of itself. */
import type { CallInput } from '../../../shared/api.ts';
import { estimateTokens } from '../../../shared/estimate-tokens.ts';
import { isWhole, typedNumber } from './typed-number.ts';
import type { Typed } from './typed-number.ts';

export interface Imagined {
  model: string;
  text: string;
  /** Empty: as long as the text. */
  promptTokens: Typed;
  images: Typed;
  hasTools: boolean;
  isJsonMode: boolean;
  userAgent: string;
  keyLabel: string;
  hasKey: boolean;
  conversation: string;
  battery: 'now' | 'battery' | 'mains';
  /** `22:30`; empty: now. */
  time: string;
}

export function imaginedFor(alias: string): Imagined {
  return {
    model: alias,
    text: '',
    promptTokens: '',
    images: 0,
    hasTools: false,
    isJsonMode: false,
    userAgent: '',
    keyLabel: '',
    hasKey: true,
    conversation: '',
    battery: 'now',
    time: '',
  };
}

/** What a prompt of no text counts as, the core's own default. */
const defaultTokens = 100;

/** The length of the prompt: as it was picked, else that of the text by estimate. */
export function promptLength({ promptTokens, text }: Imagined): { tokens: number; isEstimate: boolean } {
  const picked = typedNumber(promptTokens);
  if (isWhole(picked, 0, 100_000_000)) return { tokens: picked, isEstimate: false };
  return text.trim() === ''
    ? { tokens: defaultTokens, isEstimate: false }
    : { tokens: estimateTokens(text), isEstimate: true };
}

export function toHypothetical(imagined: Imagined): CallInput<'explainRoute'> {
  const { model, images, hasTools, isJsonMode, hasKey, battery, time } = imagined;
  const count = typedNumber(images);
  const minutes = toMinutes(time);
  return {
    model: orNull(model),
    promptTokens: promptLength(imagined).tokens,
    images: isWhole(count, 0, 1000) ? count : 0,
    hasTools,
    isJsonMode,
    hasKey,
    userAgent: orNull(imagined.userAgent),
    keyLabel: orNull(imagined.keyLabel),
    conversation: orNull(imagined.conversation),
    ...(battery === 'now' ? {} : { isOnBattery: battery === 'battery' }),
    ...(minutes === null ? {} : { localMinutes: minutes }),
  };
}

/** A whole request in JSON, pasted, fills the fields; any other text is the prompt. */
export function withText(imagined: Imagined, text: string): Imagined {
  const body = parseBody(text);
  if (body === null) return { ...imagined, text };
  const { model, messages, tools, response_format: format } = body;
  const parts = messages.flatMap(partsOf);
  return {
    ...imagined,
    text,
    model: typeof model === 'string' ? model : imagined.model,
    promptTokens: estimateTokens(parts.map((part) => part.text).join('\n')),
    images: parts.filter(({ isImage }) => isImage).length,
    hasTools: Array.isArray(tools) && tools.length > 0,
    isJsonMode: isObject(format) && String(format['type']).startsWith('json'),
  };
}

interface Body {
  model?: unknown;
  messages: unknown[];
  tools?: unknown;
  response_format?: unknown;
}

function parseBody(text: string): Body | null {
  if (!text.trim().startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) && Array.isArray(parsed['messages'])
      ? { ...parsed, messages: parsed['messages'] as unknown[] }
      : null;
  } catch {
    // Half a request is no request yet: it counts as the text that it is.
    return null;
  }
}

function partsOf(entry: unknown): { text: string; isImage: boolean }[] {
  if (!isObject(entry)) return [];
  const { content } = entry;
  if (typeof content === 'string') return [{ text: content, isImage: false }];
  return (Array.isArray(content) ? content : []).filter(isObject).map((part) => ({
    text: typeof part['text'] === 'string' ? part['text'] : '',
    isImage: part['type'] === 'image_url',
  }));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function toMinutes(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
}
