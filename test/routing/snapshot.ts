import { unknownModel } from '../../shared/model.ts';
import type { ModelInfo } from '../../shared/model.ts';
import type { RoutingSnapshot, RoutingUpstream } from '../../main/routing/types.ts';

export function model(id: string, facts: Partial<ModelInfo> = {}): ModelInfo {
  return { ...unknownModel(id, 'this-machine'), ...facts };
}

export function upstream(
  slug: string,
  models: ModelInfo[],
  facts: Partial<RoutingUpstream> = {},
): RoutingUpstream {
  return { slug, name: slug.toUpperCase(), location: 'this-machine', health: 'healthy', models, ...facts };
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
    routes: [
      { alias: 'active', pools: [[{ upstream: 'ollama', model: 'llama3:latest' }]] },
      { alias: 'embedding', pools: [[{ upstream: 'ollama', model: 'bge-m3' }]] },
    ],
    unknownModel: 'active',
    locks: { onlyThisMachine: false, noCloud: false },
    ...facts,
  };
}
