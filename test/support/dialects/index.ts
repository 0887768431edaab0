import type { Dialect, DialectName } from '../fake-types.ts';
import { dockerModelRunner } from './docker-model-runner.ts';
import { fastchat } from './fastchat.ts';
import { gpt4all } from './gpt4all.ts';
import { jan } from './jan.ts';
import { koboldcpp } from './koboldcpp.ts';
import { lemonade } from './lemonade.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { lmdeploy } from './lmdeploy.ts';
import { localai } from './localai.ts';
import { mlxLm } from './mlx-lm.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { proxies } from './proxies.ts';
import { sglang } from './sglang.ts';
import { textGenerationWebui } from './text-generation-webui.ts';
import { tgi } from './tgi.ts';
import { tomcat } from './tomcat.ts';
import { transformersServe } from './transformers-serve.ts';
import { vllm } from './vllm.ts';
import { xinference } from './xinference.ts';

export const dialects: Record<DialectName, Dialect> = {
  ollama,
  'lm-studio': lmStudio,
  'llama-cpp': llamaCpp,
  vllm,
  sglang,
  tgi,
  localai,
  xinference,
  'text-generation-webui': textGenerationWebui,
  koboldcpp,
  jan,
  gpt4all,
  fastchat,
  'mlx-lm': mlxLm,
  'docker-model-runner': dockerModelRunner,
  lemonade,
  lmdeploy,
  'transformers-serve': transformersServe,
  openai,
  ...proxies,
  tomcat,
};
