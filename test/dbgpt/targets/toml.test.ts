import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { entryNames } from '../../../main/dbgpt/targets/entry-names.ts';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import { reservedTokens } from '../../../main/dbgpt/targets/toml-parts.ts';
import type { ExportTarget } from '../../../shared/exports.ts';
import { hostileIds, hostileKeys } from '../../support/hostile.ts';
import { hasTomllib, readAllToml } from '../../support/tomllib.ts';
import { activeFacts, bareFacts, directFacts, fullFacts, modelOf, pinnedTo, withKey } from '../facts.ts';

const revealed = (facts: ExportFacts, target: ExportTarget = '0.7'): string =>
  renderExport(facts, target, { reveal: true }).text;

const llm = {
  provider: 'proxy/openai',
  api_base: 'http://127.0.0.1:9999/v1',
  api_key: 'sk-Local_key-1',
  api_type: 'open_ai',
  concurrency: 5,
};
const posting = { api_key: 'sk-Local_key-1' };

test.each(['en', 'zh-CN'] as const)(
  'a whole configuration, one entry per model, comments in %s',
  (locale) => {
    expect(parse(revealed({ ...fullFacts, locale }))).toEqual({
      system: { language: `\${env:DBGPT_LANG:-${locale === 'en' ? 'en' : 'zh'}}` },
      service: {
        web: {
          host: '127.0.0.1',
          port: 5670,
          database: { type: 'sqlite', path: 'pilot/meta_data/dbgpt.db' },
        },
      },
      rag: { storage: { vector: { type: 'chroma', persist_path: 'pilot/data' } } },
      models: {
        default_llm: 'modeltray',
        default_embedding: 'modeltray-embedding',
        default_reranker: 'modeltray-rerank',
        llms: [
          { ...llm, name: 'modeltray', backend: 'active', context_length: 16_384 },
          { ...llm, name: 'modeltray-coder', backend: 'coder', context_length: 32_768 },
          { ...llm, name: 'modeltray-qwen-q4_k_m', backend: 'lm-studio/qwen@q4_k_m' },
        ],
        embeddings: [
          {
            ...posting,
            name: 'modeltray-embedding',
            provider: 'proxy/openai',
            backend: 'ollama/bge-m3:latest',
            api_url: 'http://127.0.0.1:9999/v1/embeddings',
          },
        ],
        rerankers: [
          {
            ...posting,
            name: 'modeltray-rerank',
            provider: 'proxy/siliconflow',
            backend: 'llama/bge-reranker-v2-m3',
            api_url: 'http://127.0.0.1:9999/v1/rerank',
          },
        ],
      },
    });
  },
);

test('what is not known is not written', () => {
  expect(parse(revealed(bareFacts))['models']).toEqual({
    default_llm: 'modeltray',
    llms: [{ ...llm, name: 'modeltray', backend: 'active' }],
  });
});

test('the default is the chosen one, under the name that it has in DB-GPT', () => {
  const { models } = parse(revealed({ ...fullFacts, defaultModel: 'coder' })) as { models: object };
  expect(models).toMatchObject({ default_llm: 'modeltray-coder' });
});

test.each<[string, ExportTarget, string | null, boolean]>([
  ['0.7 of unknown version', '0.7', null, false],
  ['0.8 of unknown version', '0.8', null, true],
  ['0.8.0', '0.8', '0.8.0', false],
  ['0.8.1', '0.8', '0.8.1', true],
  ['0.10.0', '0.7', '0.10.0', true],
])('%s: the agents’ budget is there where it is read', (_name, target, version, isThere) => {
  const { service } = parse(revealed({ ...activeFacts, version }, target)) as { service: { web: object } };
  const budget = { agent_context: { max_context_tokens: 16_384, reserved_tokens: 4096 } };
  if (isThere) expect(service.web).toMatchObject(budget);
  else expect(service.web).not.toHaveProperty('agent_context');
});

test('a small context keeps most of its room', () => {
  expect([4096, 8192, 16_384, 131_072].map(reservedTokens)).toEqual([1024, 2048, 4096, 4096]);
});

test('docker: DB-GPT listens for its host and keeps its files in the container’s folders', () => {
  const facts = { ...activeFacts, variant: 'docker' as const };
  expect(parse(revealed(facts))).toMatchObject({
    service: { web: { host: '0.0.0.0', database: { path: '/app/pilot/message/dbgpt.db' } } },
    rag: { storage: { vector: { persist_path: '/app/pilot/data' } } },
  });
});

test('direct: each server’s own address and key', () => {
  expect(parse(revealed(directFacts))['models']).toMatchObject({
    default_llm: 'modeltray',
    llms: [
      { backend: 'qwen3:8b', api_base: 'http://127.0.0.1:11434/v1', api_key: 'no-key-needed' },
      { backend: 'gpt-x', api_base: 'https://models.example/v1', api_key: 'sk-of-the-server' },
    ],
  });
});

test('a line break in a shown name cannot start a line', () => {
  const models = [modelOf('active', { displayName: 'x\n[evil]\r', context: 1 })];
  expect(Object.keys(parse(revealed({ ...activeFacts, models })))).toEqual([
    'system',
    'service',
    'rag',
    'models',
  ]);
});

test('hostile ids and keys are read back by smol-toml, and by Python’s tomllib', () => {
  const texts = [
    ...hostileIds.map((id) => revealed(pinnedTo(`server/${id}`, fullFacts))),
    ...hostileKeys.map((key) => revealed(withKey(key, fullFacts))),
  ];
  const wanted = [
    ...hostileIds.map((id) => ({ models: { llms: [{ backend: `server/${id}` }, {}, {}] } })),
    ...hostileKeys.map((key) => ({
      models: {
        llms: [{ api_key: key }, { api_key: key }, { api_key: key }],
        embeddings: [{ api_key: key }],
        rerankers: [{ api_key: key }],
      },
    })),
  ];
  const readings = texts.map((text) => parse(text));
  readings.forEach((reading, at) => expect(reading).toMatchObject(wanted[at] ?? {}));
  if (hasTomllib) expect(readAllToml(texts)).toEqual(JSON.parse(JSON.stringify(readings)));
});

test('names in DB-GPT are unique, readable, and without what it expands or refuses', () => {
  const names = (...chosen: string[]): string[] =>
    entryNames({ models: chosen.map((name) => modelOf(name)) });
  expect(names('active')).toEqual(['modeltray']);
  expect(names('ollama/qwen3:8b')).toEqual(['modeltray']);
  expect(names('ollama/qwen3:8b', 'active', 'coder')).toEqual([
    'modeltray-qwen3:8b',
    'modeltray',
    'modeltray-coder',
  ]);
  expect(names('active', 'a/m', 'b/m', 'c/m@q4')).toEqual([
    'modeltray',
    'modeltray-m',
    'modeltray-m-2',
    'modeltray-m-q4',
  ]);
  expect(names('active', 'a/embedding', 'a/rerank')).toEqual([
    'modeltray',
    'modeltray-embedding-2',
    'modeltray-rerank-2',
  ]);
  for (const id of [...hostileIds, '${env:HOME}', '@', '…'])
    expect(names('active', `s/${id}`)[1]).toMatch(/^modeltray-[\p{L}\p{N}._:/-]+$/u);
});
