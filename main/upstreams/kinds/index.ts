import { upstreamKinds } from '../../../shared/upstream.ts';
import type { UpstreamKind } from '../../../shared/upstream.ts';
import { demo } from './demo.ts';
import type { KindProfile } from './kind-profile.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { ollama } from './ollama.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { vllm } from './vllm.ts';

const known = { ollama, 'lm-studio': lmStudio, 'llama-cpp': llamaCpp, vllm, demo };

/** Every kind, one line each. */
export const kindProfiles: Readonly<Record<UpstreamKind, KindProfile>> = Object.fromEntries(
  upstreamKinds.map((kind) => [
    kind,
    Object.hasOwn(known, kind) ? known[kind as keyof typeof known] : openaiCompatible,
  ]),
) as Record<UpstreamKind, KindProfile>;
