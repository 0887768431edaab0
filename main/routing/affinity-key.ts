import { murmur3 } from './murmur3.ts';

/** What a conversation is recognised by. */
export interface AffinityFacts {
  /** OpenAI's `prompt_cache_key`: the client's own word for what shares a cache; empty where it gives none. */
  promptCacheKey: string;
  messages: readonly { role: string; text: string }[];
  /** The prompt of an endpoint that has no messages. */
  text: string;
}

/** So much of a text's beginning tells it from others; a cache is worth nothing before it differs. */
const prefixLength = 4096;
/** A prompt without messages grows at its end: its first words stay. */
const looseLength = 256;

/**
 * The same for every turn of one conversation, and for nothing else that matters: what stands before the first answer,
 * which is the system messages and the first of the user's. Null where there is nothing to tell by.
 */
export function affinityKey({ promptCacheKey, messages, text }: AffinityFacts): string | null {
  if (promptCacheKey !== '') return hashed(`key ${promptCacheKey}`);
  const firstAnswer = messages.findIndex(({ role }) => role === 'assistant' || role === 'tool');
  const opening = firstAnswer === -1 ? messages : messages.slice(0, firstAnswer);
  const firstUser = opening.findIndex(({ role }) => role === 'user');
  const shared = firstUser === -1 ? opening : opening.slice(0, firstUser + 1);
  if (shared.some((one) => one.text !== '')) {
    return hashed(shared.map((one) => `${one.role}\n${one.text.slice(0, prefixLength)}`).join('\0'));
  }
  return text === '' ? null : hashed(text.slice(0, looseLength));
}

/** Two hashes with different seeds: 64 bits, so that two conversations of a laptop do not meet by accident. */
function hashed(text: string): string {
  const half = (seed: number): string => murmur3(text, seed).toString(16).padStart(8, '0');
  return half(0) + half(0x9747b28c);
}
