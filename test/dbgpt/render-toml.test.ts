import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { renderExport } from '../../main/dbgpt/export.ts';
import type { ExportFacts } from '../../main/dbgpt/facts.ts';
import { activeFacts, bareFacts, pinnedTo } from './facts.ts';

const revealed = (facts: ExportFacts): string => renderExport(facts, 'toml', { reveal: true }).text;

const llm = {
  name: 'modeltray',
  provider: 'proxy/openai',
  backend: 'active',
  api_base: 'http://127.0.0.1:9999/v1',
  api_key: 'sk-Local_key-1',
  api_type: 'open_ai',
  concurrency: 5,
};

test.each(['en', 'zh-CN'] as const)('all tables, with comments in %s', (locale) => {
  expect(parse(revealed({ ...activeFacts, locale }))).toEqual({
    models: {
      default_llm: 'modeltray',
      default_embedding: 'modeltray-embedding',
      llms: [{ ...llm, context_length: 16384 }],
      embeddings: [
        {
          name: 'modeltray-embedding',
          provider: 'proxy/openai',
          backend: 'ollama/bge-m3:latest',
          api_url: 'http://127.0.0.1:9999/v1/embeddings',
          api_key: 'sk-Local_key-1',
        },
      ],
    },
  });
});

test('what is not known is not written', () => {
  expect(parse(revealed(bareFacts))).toEqual({ models: { default_llm: 'modeltray', llms: [llm] } });
});

test.each([
  'lm-studio/qwen@q4_k_m',
  'C:\\models\\"best".gguf',
  'ollama/模型:7b',
  "it's",
  '# no comment',
  '${HOME}',
])('the pinned model %j comes out as it went in, and the name in DB-GPT stays', (name) => {
  expect(parse(revealed(pinnedTo(name)))).toMatchObject({
    models: { default_llm: 'modeltray', llms: [{ name: 'modeltray', backend: name }] },
  });
});

test.each(['with "quotes" and \\', 'sk # $x', ' '])('the key %j comes out as it went in', (key) => {
  expect(parse(revealed({ ...activeFacts, key }))).toMatchObject({
    models: { llms: [{ api_key: key }], embeddings: [{ api_key: key }] },
  });
});

test('a line break in a shown name cannot start a line', () => {
  const model = { ...activeFacts.model, displayName: 'x\n[service]\r' };
  expect(Object.keys(parse(revealed({ ...activeFacts, model })))).toEqual(['models']);
});
