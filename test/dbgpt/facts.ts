import type { ExportFacts, ExportModel, ModelAddress, PinnedModel } from '../../main/dbgpt/facts.ts';
import { fillerKey } from '../../main/dbgpt/facts.ts';

export const ours: ModelAddress = {
  baseUrl: 'http://127.0.0.1:9999/v1',
  key: 'sk-Local_key-1',
  keyKind: 'modeltray',
};

export function modelOf(name: string, more: Partial<ExportModel> = {}): ExportModel {
  return { name, backend: name, displayName: null, context: null, ...ours, ...more };
}

export function pinnedAs(qualifiedId: string, more: Partial<PinnedModel> = {}): PinnedModel {
  return { qualifiedId, backend: qualifiedId, ...ours, ...more };
}

/** Nothing but what is always known. */
export const bareFacts: ExportFacts = {
  locale: 'en',
  variant: 'local',
  models: [modelOf('active')],
  defaultModel: 'active',
  embedding: null,
  rerank: null,
  agentContext: null,
  version: null,
  isReachable: true,
  wsl: { network: 'nat', hostAddress: null },
  isDemo: false,
};

export const activeFacts: ExportFacts = {
  ...bareFacts,
  models: [modelOf('active', { displayName: 'qwen3:8b', context: 16_384 })],
  embedding: pinnedAs('ollama/bge-m3:latest'),
  agentContext: 16_384,
};

/** All that an export can hold. */
export const fullFacts: ExportFacts = {
  ...activeFacts,
  models: [
    ...activeFacts.models,
    modelOf('coder', { displayName: 'qwen2.5-coder', context: 32_768 }),
    modelOf('lm-studio/qwen@q4_k_m', { displayName: 'qwen@q4_k_m' }),
  ],
  rerank: pinnedAs('llama/bge-reranker-v2-m3'),
};

export function pinnedTo(name: string, facts: ExportFacts = activeFacts): ExportFacts {
  return {
    ...facts,
    models: facts.models.map((model) => ({ ...model, name, backend: name })),
    defaultModel: name,
  };
}

/** The same with another key everywhere. */
export function withKey(key: string, facts: ExportFacts = activeFacts): ExportFacts {
  const { embedding, rerank } = facts;
  return {
    ...facts,
    models: facts.models.map((model) => ({ ...model, key })),
    embedding: embedding === null ? null : { ...embedding, key },
    rerank: rerank === null ? null : { ...rerank, key },
  };
}

/** Without ModelTray in between: two servers, one of which has a key of its own. */
export const directFacts: ExportFacts = {
  ...bareFacts,
  variant: 'direct',
  models: [
    modelOf('active', {
      backend: 'qwen3:8b',
      baseUrl: 'http://127.0.0.1:11434/v1',
      key: fillerKey,
      keyKind: 'none',
    }),
    modelOf('cloud/gpt-x', {
      backend: 'gpt-x',
      baseUrl: 'https://models.example/v1',
      key: 'sk-of-the-server',
      keyKind: 'server',
    }),
  ],
};
