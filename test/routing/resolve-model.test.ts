import { expect, test } from 'vitest';
import { resolveModel } from '../../main/routing/resolve-model.ts';
import type { EndpointKind, RoutingSnapshot } from '../../main/routing/types.ts';
import { firstCandidate } from '../../main/routing/types.ts';
import { model, routeTo, snapshot, upstream } from './snapshot.ts';

function where(
  at: RoutingSnapshot,
  requested: string | null,
  endpoint: EndpointKind = 'chat',
  scope: string | null = null,
): string {
  const resolved = resolveModel(at, { requested, endpoint, scope });
  if (!resolved.ok) return `${resolved.code} ${resolved.text.key}`;
  const ref = firstCandidate(resolved.route);
  return `${ref?.upstream ?? '?'}/${ref?.model ?? '?'} by ${resolved.why.key.replace('decision.', '')}`;
}

test.each([
  ['active', 'ollama/llama3:latest by alias'],
  ['embedding', 'ollama/bge-m3 by alias'],
  ['lm-studio/qwen3:8b', 'lm-studio/qwen3:8b by qualified'],
  ['lm-studio/org/phi-4', 'lm-studio/org/phi-4 by qualified'],
  ['openai/gpt-4o', 'openai/gpt-4o by qualified'],
  ['qwen3:8b', 'ollama/qwen3:8b by active-own'],
  ['org/phi-4', 'lm-studio/org/phi-4 by plain'],
  ['mistral', 'office/mistral by plain'],
  ['llama3', 'ollama/llama3:latest by latest'],
  ['mistral:latest', 'office/mistral by latest'],
  ['gpt-4o', 'ollama/llama3:latest by unknown-to-active'],
  ['gpt-oss:120b-cloud', 'ollama/llama3:latest by unknown-to-active'],
  ['ollama/gpt-oss:120b-cloud', 'ollama/gpt-oss:120b-cloud by qualified'],
  ['ollama/none', 'ollama/llama3:latest by unknown-to-active'],
  [null, 'ollama/llama3:latest by alias'],
])('a chat for %s goes to %s', (requested, expected) => {
  expect(where(snapshot(), requested)).toBe(expected);
});

test('the order of the settings decides between two servers with the same plain id', () => {
  const routes = [routeTo('active', [['office/mistral']])];
  expect(where(snapshot({ routes }), 'qwen3:8b')).toBe('ollama/qwen3:8b by plain');
});

test('a cloud server that is active answers for its own other ids', () => {
  const cloud = upstream(
    'openai',
    [model('gpt-4o', { location: 'cloud' }), model('o9', { location: 'cloud' })],
    {
      location: 'cloud',
    },
  );
  const routes = [routeTo('active', [['openai/gpt-4o']])];
  expect(where(snapshot({ upstreams: [cloud], routes }), 'o9')).toBe('openai/o9 by active-own');
});

test('an unknown model is not found by setting, and for everything that is no chat', () => {
  const strict = snapshot({ unknownModel: 'not-found' });
  expect(where(strict, 'qwen3:9b')).toBe('model_not_found error.model_not_found');
  expect(where(strict, 'zzz')).toBe('model_not_found error.model_not_found.none');
  expect(where(snapshot(), 'zzz', 'completions')).toContain('unknown-to-active');
  for (const endpoint of ['embeddings', 'rerank', 'other'] as const) {
    expect(where(snapshot(), 'zzz', endpoint)).toBe('model_not_found error.model_not_found.none');
    expect(where(snapshot(), null, endpoint)).toBe('model_not_found error.model_not_found.missing');
  }
});

test('aliases that point at nothing say what to do', () => {
  const empty = snapshot({
    routes: [routeTo('active', []), routeTo('embedding', [])],
  });
  expect(where(empty, 'active')).toBe('no_upstream error.no_upstream');
  expect(where(empty, 'whatever')).toBe('no_upstream error.no_upstream');
  expect(where(empty, 'embedding', 'embeddings')).toBe('model_not_found error.model_not_found.embedding');
});

test.each([
  ['lm-studio', 'org/phi-4', 'lm-studio/org/phi-4 by scoped'],
  ['lm-studio', 'lm-studio/org/phi-4', 'lm-studio/org/phi-4 by scoped'],
  ['lm-studio', 'active', 'lm-studio/qwen3:8b by scoped'],
  ['lm-studio', 'openai/gpt-4o', 'lm-studio/qwen3:8b by scoped'],
  ['ollama', 'gpt-3.5-turbo', 'ollama/llama3:latest by scoped'],
  ['active', 'openai/gpt-4o', 'ollama/llama3:latest by scoped'],
  ['nobody', 'active', 'endpoint_not_available error.endpoint_not_available.scope'],
])('at the address of %s a request for %s stays there: %s', (scope, requested, expected) => {
  expect(where(snapshot(), requested, 'chat', scope)).toBe(expected);
});

test('at the address of a server an unknown embedding model is not found', () => {
  expect(where(snapshot(), 'zzz', 'embeddings', 'ollama')).toBe(
    'model_not_found error.model_not_found.scoped',
  );
});

test('the nearest names are given', () => {
  const resolved = resolveModel(snapshot(), { requested: 'bge-m4', endpoint: 'embeddings', scope: null });
  expect(resolved.ok ? null : resolved.text.params).toMatchObject({ nearest: 'bge-m3' });
});

test('a text of megabytes in the place of a name is quoted in short', () => {
  const long = 'tell me '.repeat(500_000);
  const at = snapshot({ unknownModel: 'not-found' });
  for (const scope of [null, 'ollama']) {
    const resolved = resolveModel(at, { requested: long, endpoint: 'chat', scope });
    expect(resolved.ok).toBe(false);
    expect(JSON.stringify(resolved).length).toBeLessThan(1_000);
  }
});
