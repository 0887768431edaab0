/** Whether a model's context is enough for DB-GPT, and how it grows. */
import type { MessageKey } from './i18n/index.ts';
import type { UpstreamKind } from './upstream.ts';

/** Tokens. DB-GPT's own prompts and a table's columns fill less than this quickly. */
export const smallContextTokens = 8192;

/** False where the server does not say how much it has loaded. */
export function isSmallContext(tokens: number | null): boolean {
  return tokens !== null && tokens < smallContextTokens;
}

const ownWords = ['ollama', 'lm-studio', 'llama-cpp', 'vllm'] as const;

/** The words that raise the context on this kind of server. */
export function raiseContextKey(kind: UpstreamKind): MessageKey {
  const own = ownWords.find((one) => one === kind);
  return own === undefined ? 'context.raise.other' : `context.raise.${own}`;
}
