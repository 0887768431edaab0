import type { Dialect, DialectName } from '../fake-types.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { vllm } from './vllm.ts';

export const dialects: Record<DialectName, Dialect> = {
  ollama,
  'lm-studio': lmStudio,
  'llama-cpp': llamaCpp,
  vllm,
  openai,
};
