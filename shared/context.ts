/** How much context DB-GPT needs, and how to get it on each kind of server. */
import type { MessageKey } from './i18n/index.ts';
import type { UpstreamKind } from './upstream.ts';

/** Tokens. DB-GPT's prompts with a few tables or documents in them need as much; below it answers get cut. */
export const smallContextTokens = 8192;

/** True if `loaded`, in tokens, is known and too small for DB-GPT. */
export function isSmallContext(loaded: number | null): boolean {
  return loaded !== null && loaded < smallContextTokens;
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

/** The words that raise the context on this kind of server. The one list: window and command line read it alike. */
export function raiseContextKey(kind: UpstreamKind): RaiseKey {
  return raiseContext[kind];
}
