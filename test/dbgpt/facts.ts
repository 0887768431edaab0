import type { ExportFacts } from '../../main/dbgpt/facts.ts';

export const activeFacts: ExportFacts = {
  baseUrl: 'http://127.0.0.1:9999/v1',
  key: 'sk-Local_key-1',
  locale: 'en',
  model: { name: 'active', displayName: 'qwen3:8b', context: 16384 },
  embedding: { qualifiedId: 'ollama/bge-m3:latest' },
  isDemo: false,
};

/** Nothing but what is always known. */
export const bareFacts: ExportFacts = {
  ...activeFacts,
  model: { name: 'active', displayName: null, context: null },
  embedding: null,
};

export function pinnedTo(name: string, facts: ExportFacts = activeFacts): ExportFacts {
  return { ...facts, model: { ...facts.model, name } };
}
