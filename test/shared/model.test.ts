import { expect, test } from 'vitest';
import { guessModelType, qualifiedId } from '../../shared/model.ts';
import { slugFor } from '../../shared/upstream.ts';

test.each([
  ['qwen3:8b', 'chat'],
  ['nomic-embed-text', 'embedding'],
  ['BAAI/bge-m3', 'embedding'],
  ['text2vec-large', 'embedding'],
  ['bge-reranker-v2-m3', 'rerank'],
  ['whisper-large', 'other'],
  ['codegte-chat', 'chat'],
])('%s looks like a model for %s', (id, type) => {
  expect(guessModelType(id)).toBe(type);
});

test('a qualified id keeps the slashes of a model id', () => {
  expect(qualifiedId({ upstream: 'a', model: 'org/m' })).toBe('a/org/m');
});

test('a slug is made of any name, and no two are alike', () => {
  expect(slugFor('LM Studio (office)', 'x', new Set())).toBe('lm-studio-office');
  expect(slugFor('我的模型', 'ollama', new Set())).toBe('ollama');
  expect(slugFor('我的模型', '', new Set())).toBe('server');
  expect(slugFor('Ollama', 'x', new Set(['ollama', 'ollama-2']))).toBe('ollama-3');
});
