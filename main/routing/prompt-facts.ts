/** What a request's body tells of its prompt, for rules, context and affinity. Reads parsed JSON and keeps none of it. */
import { affinityKey } from './affinity-key.ts';
import { estimateTokens } from './estimate-tokens.ts';

export interface PromptFacts {
  tokens: number;
  /** False where a server's own tokenizer counted them. */
  isEstimate: boolean;
  images: number;
  hasTools: boolean;
  isJsonMode: boolean;
  /** The same for all turns of one conversation; null where nothing tells one from another. */
  affinity: string | null;
}

export const noPrompt: PromptFacts = {
  tokens: 0,
  isEstimate: true,
  images: 0,
  hasTools: false,
  isJsonMode: false,
  affinity: null,
};

/** What chat templates put around each message: role and separators. */
const tokensPerMessage = 4;
/** What an image takes of the context: between 85 and 1,500 in the models of today; a middle value. */
const tokensPerImage = 600;

/**
 * Facts of a body as the OpenAI API defines it: `messages`, `prompt`, `input` or rerank's `query` and `documents`.
 * Anything else counts as no prompt; never throws.
 */
export function buildPromptFacts(body: unknown): PromptFacts {
  if (!isGroup(body)) return noPrompt;
  const messages = listOf(body.messages).map(readMessage);
  const loose = [body.prompt, body.input, body.query, body.documents];
  const tools = toolsOf(body);
  const images = sum(messages.map((one) => one.images));
  const texts = sum(messages.map(({ text }) => estimateTokens(text) + tokensPerMessage));
  return {
    tokens: texts + sum(loose.map(looseTokens)) + estimateTokens(tools) + images * tokensPerImage,
    isEstimate: true,
    images,
    hasTools: tools !== '',
    isJsonMode: isGroup(body.response_format) && /^json/.test(textOf(body.response_format.type)),
    affinity: affinityKey({
      promptCacheKey: textOf(body.prompt_cache_key),
      messages,
      text: textOf(body.prompt),
    }),
  };
}

export interface MessageFacts {
  role: string;
  text: string;
  images: number;
}

function readMessage(message: unknown): MessageFacts {
  if (!isGroup(message)) return { role: '', text: '', images: 0 };
  const { role, content } = message;
  const parts = listOf(content).filter(isGroup);
  const isImage = (part: Group): boolean => /image/.test(textOf(part.type));
  const calls = message.tool_calls === undefined ? '' : JSON.stringify(message.tool_calls);
  return {
    role: textOf(role),
    text: textOf(content) + parts.map(({ text }) => textOf(text)).join('\n') + calls,
    images: parts.filter(isImage).length,
  };
}

/** The definitions as servers put them into the prompt: as JSON. */
function toolsOf({ tools, functions }: Group): string {
  const all = [...listOf(tools), ...listOf(functions)];
  return all.length === 0 ? '' : JSON.stringify(all);
}

/** Of a text, a list of texts, or a prompt that is a list of token numbers already. */
function looseTokens(value: unknown): number {
  if (typeof value === 'string') return estimateTokens(value);
  if (typeof value === 'number') return 1;
  return isGroup(value) ? looseTokens(value.text) : sum(listOf(value).map(looseTokens));
}

type Group = Readonly<Record<string, unknown>>;

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
