import type { AliasState } from '../../shared/app-state.ts';
import { unknownModel } from '../../shared/model.ts';
import type { UpstreamState } from '../../shared/upstream.ts';

export function buildServer(change: Partial<UpstreamState> = {}): UpstreamState {
  const models = change.models ?? [unknownModel('qwen3:8b', 'this-machine')];
  return {
    slug: 'ollama',
    name: 'Ollama',
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    location: 'this-machine',
    health: 'healthy',
    healthDetail: null,
    keyState: 'none',
    hasKey: false,
    latencyMs: 3,
    version: null,
    product: null,
    verdicts: [],
    checkedAt: 1,
    models,
    modelCount: models.length,
    inFlight: 0,
    fixes: {},
    ...change,
  };
}

export function buildAlias(change: Partial<AliasState> = {}): AliasState {
  return {
    alias: 'active',
    upstream: 'ollama',
    model: 'qwen3:8b',
    upstreamName: 'Ollama',
    kind: 'ollama',
    location: 'this-machine',
    info: null,
    chosen: 'user',
    isDemo: false,
    ...change,
  };
}
