/** How much context DB-GPT needs, and how to get it on each kind of server. */
import type { MessageKey } from './i18n/index.ts';
import type { UpstreamKind } from './upstream.ts';

/** Tokens. DB-GPT's prompts with a few tables or documents in them need as much; below it answers get cut. */
export const smallContextTokens = 8192;

/** True if the loaded context, in tokens, is known and too small for DB-GPT. Unknown is not small. */
export function isSmallContext(tokens: number | null): boolean {
  return tokens !== null && tokens < smallContextTokens;
}

type RaiseKey = MessageKey & `context.raise.${string}`;

const raiseContext: Readonly<Record<UpstreamKind, RaiseKey>> = {
  ollama: 'context.raise.ollama',
  'lm-studio': 'context.raise.lm-studio',
  'llama-cpp': 'context.raise.llama-cpp',
  vllm: 'context.raise.vllm',
  sglang: 'context.raise.sglang',
  tgi: 'context.raise.tgi',
  localai: 'context.raise.localai',
  xinference: 'context.raise.xinference',
  'text-generation-webui': 'context.raise.text-generation-webui',
  koboldcpp: 'context.raise.koboldcpp',
  jan: 'context.raise.jan',
  gpt4all: 'context.raise.gpt4all',
  fastchat: 'context.raise.engine',
  'mlx-lm': 'context.raise.mlx-lm',
  'docker-model-runner': 'context.raise.docker-model-runner',
  lemonade: 'context.raise.lemonade',
  lmdeploy: 'context.raise.lmdeploy',
  'transformers-serve': 'context.raise.engine',
  'other-proxy': 'context.raise.other-proxy',
  'openai-compatible': 'context.raise.other',
  demo: 'context.raise.other',
};

/** The words that raise the context on this kind of server. */
export function raiseContextKey(kind: UpstreamKind): RaiseKey {
  return raiseContext[kind];
}

/** Tokens as model cards write them, `8K`, `1M`; null for odd numbers, which are told in full. */
export function shortTokens(value: number): string | null {
  if (value >= 1_000_000 && value % 1_000_000 === 0) return `${value / 1_000_000}M`;
  if (value >= 1_048_576 && value % 1_048_576 === 0) return `${value / 1_048_576}M`;
  if (value >= 1024 && value % 1024 === 0) return `${value / 1024}K`;
  return value >= 1000 && value % 1000 === 0 ? `${value / 1000}K` : null;
}
