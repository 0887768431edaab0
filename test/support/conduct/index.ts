import type { Conduct } from './conduct.ts';
import { exemplary } from './conduct.ts';
import { koboldcpp } from './koboldcpp.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { transformersServe } from './transformers-serve.ts';
import { vllm } from './vllm.ts';

export type { Conduct } from './conduct.ts';

export const conducts = {
  exemplary,
  ollama,
  'llama-cpp': llamaCpp,
  'lm-studio': lmStudio,
  vllm,
  koboldcpp,
  openai,
  'transformers-serve': transformersServe,
} as const satisfies Record<string, Conduct>;
