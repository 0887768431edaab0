import type { UpstreamKind } from '../../../shared/upstream.ts';
import { demo } from './demo.ts';
import type { KindProfile } from './kind-profile.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { ollama } from './ollama.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { vllm } from './vllm.ts';

/** Every kind, one line each. */
export const kindProfiles: Readonly<Record<UpstreamKind, KindProfile>> = {
  ollama,
  'lm-studio': lmStudio,
  'llama-cpp': llamaCpp,
  vllm,
  'openai-compatible': openaiCompatible,
  demo,
};
