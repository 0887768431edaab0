import type { UpstreamKind } from '../../../shared/upstream.ts';
import { demo } from './demo.ts';
import { dockerModelRunner } from './docker-model-runner.ts';
import { fastchat } from './fastchat.ts';
import { gpt4all } from './gpt4all.ts';
import { jan } from './jan.ts';
import type { KindProfile } from './kind-profile.ts';
import { koboldcpp } from './koboldcpp.ts';
import { lemonade } from './lemonade.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { lmdeploy } from './lmdeploy.ts';
import { localai } from './localai.ts';
import { mlxLm } from './mlx-lm.ts';
import { ollama } from './ollama.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { otherProxy } from './other-proxy.ts';
import { sglang } from './sglang.ts';
import { textGenerationWebui } from './text-generation-webui.ts';
import { tgi } from './tgi.ts';
import { transformersServe } from './transformers-serve.ts';
import { vllm } from './vllm.ts';
import { xinference } from './xinference.ts';

/** Every kind, one line each. */
export const kindProfiles: Readonly<Record<UpstreamKind, KindProfile>> = {
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
  'other-proxy': otherProxy,
  'openai-compatible': openaiCompatible,
  demo,
};
