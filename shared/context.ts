/** How much context DB-GPT needs, and how to get it on each kind of server. */
import type { MessageKey } from './i18n/index.ts';
import type { UpstreamKind } from './upstream.ts';

/** DB-GPT counts on 8,192 tokens wherever it is told less (its 0.7 client takes the larger of both). */
export const smallContextTokens = 8192;

/** True where the loaded context, in tokens, is known and small. Unknown is not small. */
export function isSmallContext(tokens: number | null): boolean {
  return tokens !== null && tokens < smallContextTokens;
}

/** The words that raise the context on this kind of server. */
export function raiseContextKey(kind: UpstreamKind): MessageKey {
  switch (kind) {
    case 'ollama':
    case 'lm-studio':
    case 'llama-cpp':
    case 'vllm':
      return `context.raise.${kind}`;
    default:
      return 'context.raise.other';
  }
}
