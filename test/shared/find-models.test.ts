import { expect, test } from 'vitest';
import { findAmong } from '../../shared/find-models.ts';
import type { ModelNames } from '../../shared/find-models.ts';

const named = (id: string, upstream = 'lab', upstreamName = 'Lab GPU'): ModelNames => ({
  id,
  upstream,
  upstreamName,
});
const find = (models: readonly ModelNames[], words: string, limit = 60) => {
  const { shown, count } = findAmong(models, (model) => model, words, limit);
  return { ids: shown.map(({ id }) => id), count };
};

test('every word is in the id or in the name of its server, whatever its case', () => {
  const models = [
    named('Qwen3:8b'),
    named('qwen3:8b-cloud', 'far', '云端'),
    named('llama3', 'qwen', 'Another'),
  ];
  expect(find(models, 'QWEN').ids).toEqual(['Qwen3:8b', 'qwen3:8b-cloud', 'llama3']);
  expect(find(models, ' 8b   lab ').ids).toEqual(['Qwen3:8b']);
  expect(find(models, '云端 qwen').ids).toEqual(['qwen3:8b-cloud']);
  expect(find(models, 'qwen3 llama').count).toBe(0);
  expect(find(models, '  ').count).toBe(3);
});

test('a server is meant by how its name begins, so that a family of models is not all of its namesake', () => {
  const models = [named('qwen3', 'ollama', 'Ollama'), named('llama3', 'ollama', 'Ollama')];
  expect(find(models, 'llama').ids).toEqual(['llama3']);
  expect(find(models, 'ollam').ids).toEqual(['qwen3', 'llama3']);
  expect(find([named('m', 'server-49', 'Keller (GPU)')], '49 gpu').count).toBe(1);
});

test('words are looked for within one name, not across two', () => {
  expect(find([named('a-la', 'b', 'c')], 'lab').count).toBe(0);
});

test('a list that is cut keeps what was typed, then what begins so, and says how many there are', () => {
  const models = [
    ...Array.from({ length: 100 }, (_unused, at) => named(`org/gpt-4o-${at}`)),
    named('gpt-4o-mini'),
    named('gpt-4o'),
  ];
  const found = find(models, 'gpt-4o', 3);
  expect(found).toEqual({ ids: ['org/gpt-4o-0', 'gpt-4o-mini', 'gpt-4o'], count: 102 });
});
