import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { findLast, parseEnv } from '../../../main/dbgpt/env/parse-env.ts';
import { loadEnv, startEmbedding, startRerank, startWorker } from '../../support/dbgpt-env.ts';
import { hostileIds, hostileKeys } from '../../support/hostile.ts';
import { activeFacts, bareFacts, directFacts, fullFacts, modelOf, pinnedTo, withKey } from '../facts.ts';

const revealed = (facts: ExportFacts): string => renderExport(facts, '0.6', { reveal: true }).text;

const chat = {
  LLM_MODEL: 'proxyllm',
  PROXYLLM_BACKEND: 'active',
  PROXY_SERVER_URL: 'http://127.0.0.1:9999/v1/chat/completions',
  PROXY_API_BASE: 'http://127.0.0.1:9999/v1',
  PROXY_API_TYPE: 'open_ai',
  PROXY_API_KEY: 'sk-Local_key-1',
};

test('all lines, and nothing but what is known', () => {
  expect(parse(revealed(fullFacts))).toEqual({
    ...chat,
    MAX_CONTEXT_SIZE: '16384',
    EMBEDDING_MODEL: 'proxy_http_openapi',
    proxy_http_openapi_proxy_server_url: 'http://127.0.0.1:9999/v1/embeddings',
    proxy_http_openapi_proxy_api_key: 'sk-Local_key-1',
    proxy_http_openapi_proxy_backend: 'ollama/bge-m3:latest',
    RERANK_MODEL: 'rerank_proxy_http_openapi',
    rerank_proxy_http_openapi_proxy_server_url: 'http://127.0.0.1:9999/v1/rerank',
    rerank_proxy_http_openapi_proxy_api_key: 'sk-Local_key-1',
    rerank_proxy_http_openapi_proxy_backend: 'llama/bge-reranker-v2-m3',
  });
  expect(parse(revealed(bareFacts))).toEqual(chat);
});

test('DB-GPT asks ModelTray for the active model, with a foreign OPENAI_API_BASE and OPENAI_API_TYPE too', () => {
  const foreign = { OPENAI_API_BASE: 'https://api.openai.com/v1', OPENAI_API_TYPE: 'azure' };
  const env = loadEnv(revealed(fullFacts), foreign);
  expect(startWorker(env)).toEqual({
    name: 'proxyllm',
    baseUrl: 'http://127.0.0.1:9999/v1',
    apiKey: 'sk-Local_key-1',
    apiType: 'open_ai',
    model: 'active',
    contextTokens: 16_384,
    httpProxy: null,
  });
  expect(startEmbedding(env)).toEqual({
    name: 'proxy_http_openapi',
    url: 'http://127.0.0.1:9999/v1/embeddings',
    apiKey: 'sk-Local_key-1',
    model: 'ollama/bge-m3:latest',
  });
  expect(startRerank(env)?.model).toBe('llama/bge-reranker-v2-m3');
});

test.each(hostileIds)('the model %j arrives as it is', (id) => {
  const text = revealed(pinnedTo(`server/${id}`, fullFacts));
  expect(parse(text).PROXYLLM_BACKEND).toBe(`server/${id}`);
  expect(findLast(parseEnv(text), 'PROXYLLM_BACKEND')?.value).toBe(`server/${id}`);
  expect(startWorker(loadEnv(text))).toMatchObject({ model: `server/${id}`, apiKey: 'sk-Local_key-1' });
});

test.each(hostileKeys)('the key %j arrives as it is, in all three places', (key) => {
  const env = loadEnv(revealed(withKey(key, fullFacts)));
  expect([startWorker(env), startEmbedding(env), startRerank(env)].map((one) => one?.apiKey)).toEqual([
    key,
    key,
    key,
  ]);
});

/** As `docker run --env-file` reads it: lines that begin with # are comments, the rest is taken as it stands. */
function readAsDocker(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

test('values that need no quotes have none, so that docker reads them too; the others are named', () => {
  for (const key of ['sk-aaaaa', 'a=b', 'p@ss!%^*()', 'two words', 'back\\slash']) {
    const { text, warnings } = renderExport(withKey(key), '0.6', { reveal: true });
    expect(readAsDocker(text)).toEqual(parse(text));
    expect(warnings.map((one) => one.key)).not.toContain('export.warning.quoted');
  }
  const { warnings } = renderExport(withKey('a#b'), '0.6', { reveal: true });
  expect(warnings.find(({ key }) => key === 'export.warning.quoted')?.params).toEqual({
    keys: 'PROXY_API_KEY, proxy_http_openapi_proxy_api_key',
  });
});

test('one model counts, the other ones stand as comments with their addresses and without a key', () => {
  const { text, notes } = renderExport(fullFacts, '0.6', { reveal: true });
  const comments = text.split('\n').filter((line) => line.startsWith('#   '));
  expect(comments).toEqual([
    '#   coder: PROXYLLM_BACKEND=coder PROXY_API_BASE=http://127.0.0.1:9999/r/coder/v1',
    '#   lm-studio/qwen@q4_k_m: PROXYLLM_BACKEND=qwen@q4_k_m PROXY_API_BASE=http://127.0.0.1:9999/r/lm-studio/v1',
  ]);
  expect(notes.map(({ key }) => key)).toContain('export.note.oneModel');
});

test('the default model is the one that counts', () => {
  const text = revealed({ ...fullFacts, defaultModel: 'coder' });
  expect(parse(text)).toMatchObject({ PROXYLLM_BACKEND: 'coder', MAX_CONTEXT_SIZE: '32768' });
  expect(text).toContain('#   active: PROXYLLM_BACKEND=active');
});

test('lines that a version does not read are left out and said', () => {
  const keysOf = (version: string): string[] => Object.keys(parse(revealed({ ...fullFacts, version })));
  expect(keysOf('0.5.0')).not.toContain('EMBEDDING_MODEL');
  expect(keysOf('0.5.1')).toContain('EMBEDDING_MODEL');
  expect(keysOf('0.5.5')).not.toContain('RERANK_MODEL');
  expect(keysOf('0.5.6')).toContain('RERANK_MODEL');
  const { warnings } = renderExport({ ...fullFacts, version: '0.5.0' }, '0.6', { reveal: false });
  expect(warnings.map(({ key }) => key)).toEqual([
    'export.warning.oldOnly',
    'export.warning.embeddingVersion',
    'export.warning.rerankVersion',
  ]);
});

test('direct: the server’s own address, a filler where it asks for no key, and no rerank model', () => {
  const facts = { ...directFacts, rerank: fullFacts.rerank };
  const env = loadEnv(revealed(facts));
  expect(startWorker(env)).toMatchObject({
    baseUrl: 'http://127.0.0.1:11434/v1',
    apiKey: 'no-key-needed',
    model: 'qwen3:8b',
  });
  expect(startRerank(env)).toBeNull();
  expect(revealed(facts)).not.toContain('sk-of-the-server');
  expect(revealed(facts)).toContain('PROXYLLM_BACKEND=gpt-x PROXY_API_BASE=https://models.example/v1');
});

test.each(['en', 'zh-CN'] as const)('every comment in %s has a line of its own', (locale) => {
  const lines = revealed({ ...fullFacts, locale }).split('\n');
  expect(lines.every((line) => line === '' || line.startsWith('# ') || /^\w+=\S+$/.test(line))).toBe(true);
  expect(lines.at(-1)).toBe('');
  expect(lines.join()).toContain(locale === 'en' ? 'Context of qwen3:8b' : 'qwen3:8b 当前加载的上下文长度');
});

test('a line break in a shown name or in another model cannot start a line', () => {
  const models = [
    modelOf('active', { displayName: 'x\nLLM_MODEL=evil\u2028', context: 1 }),
    modelOf('s/y\nLLM_MODEL=evil'),
  ];
  expect(parse(revealed({ ...activeFacts, models })).LLM_MODEL).toBe('proxyllm');
});
