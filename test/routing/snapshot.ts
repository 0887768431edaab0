import { unknownModel } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { routeSchema } from '../../shared/settings.ts';
import { defaultLimits, upstreamLimitsSchema } from '../../shared/upstream-limits.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { LiveFacts, UpstreamLoad } from '../../main/routing/live.ts';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import { noPrompt } from '../../main/routing/prompt-facts.ts';
import type { PromptFacts } from '../../main/routing/prompt-facts.ts';
import type { PlanRequest } from '../../main/routing/request.ts';
import type { RoutingRoute, RoutingSnapshot, RoutingUpstream } from '../../main/routing/types.ts';

export function model(id: string, facts: Partial<ModelInfo> = {}): ModelInfo {
  return { ...unknownModel(id, 'this-machine'), ...facts };
}

export function upstream(
  slug: string,
  models: ModelInfo[],
  facts: Partial<RoutingUpstream> = {},
): RoutingUpstream {
  const name = slug.toUpperCase();
  return { slug, name, location: 'this-machine', health: 'healthy', models, limits: defaultLimits, ...facts };
}

export function limits(facts: Partial<UpstreamLimits>): UpstreamLimits {
  return upstreamLimitsSchema.parse(facts);
}

/** A route as it could stand in the settings. */
export function route(alias: string, facts: Record<string, unknown>): RoutingRoute {
  return routeSchema.parse({ alias, chosen: 'user', ...facts });
}

/** A route that leads to `slug/model` names, one pool for each list. */
export function routeTo(alias: string, pools: string[][], facts: Record<string, unknown> = {}): RoutingRoute {
  return route(alias, { pools: pools.map((names) => ({ candidates: names.map(ref) })), ...facts });
}

/** `slug/model-id` taken apart. */
export function ref(name: string): ModelRef {
  const slash = name.indexOf('/');
  return { upstream: name.slice(0, slash), model: name.slice(slash + 1) };
}

/** Ollama active, LM Studio beside it, a server of the network, a cloud one, and an embedding route. */
export function snapshot(facts: Partial<RoutingSnapshot> = {}): RoutingSnapshot {
  return {
    upstreams: [
      upstream('ollama', [
        model('qwen3:8b'),
        model('llama3:latest'),
        model('bge-m3', { type: 'embedding' }),
        model('gpt-oss:120b-cloud', { location: 'cloud' }),
      ]),
      upstream('lm-studio', [model('qwen3:8b'), model('org/phi-4')]),
      upstream('office', [model('mistral', { location: 'private-network' })], {
        location: 'private-network',
      }),
      upstream('openai', [model('gpt-4o', { location: 'cloud' })], { location: 'cloud' }),
    ],
    routes: [routeTo('active', [['ollama/llama3:latest']]), routeTo('embedding', [['ollama/bge-m3']])],
    unknownModel: 'active',
    locks: { onlyThisMachine: false, noCloud: false },
    ...facts,
  };
}

/** Nothing in flight, nothing remembered, noon, on the mains. */
export function live(
  facts: Partial<Omit<LiveFacts, 'load'>> & { loads?: Record<string, Partial<UpstreamLoad>> } = {},
): LiveFacts {
  const { loads = {}, ...others } = facts;
  return {
    nowMs: 0,
    localMinutes: 12 * 60,
    isOnBattery: false,
    chance: () => 0.5,
    load: (slug) => ({ inFlight: 0, queued: 0, ...loads[slug] }),
    recall: createRoutingMemory(),
    ...others,
  };
}

/** A chat with the key, and with a prompt that has the given facts. */
export function request(facts: Partial<PlanRequest> = {}, prompt: Partial<PromptFacts> = {}): PlanRequest {
  return {
    endpoint: 'chat',
    requested: 'active',
    hasKey: true,
    userAgent: null,
    keyLabel: null,
    bodyBytes: Infinity,
    prompt: () => ({ ...noPrompt, ...prompt }),
    ...facts,
  };
}

/** The same numbers in [0, 1) for the same seed: Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
