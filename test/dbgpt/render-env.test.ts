import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { renderExport } from '../../main/dbgpt/export.ts';
import type { ExportFacts } from '../../main/dbgpt/facts.ts';
import { renderEnv } from '../../main/dbgpt/render-env.ts';
import { activeFacts, bareFacts, pinnedTo } from './facts.ts';

const revealed = (facts: ExportFacts): string => renderExport(facts, 'env', { reveal: true }).text;

/** As `docker run --env-file` reads it: lines that begin with # are comments, the rest is taken as it stands. */
function readAsDocker(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

const chat = {
  LLM_MODEL: 'proxyllm',
  PROXYLLM_BACKEND: 'active',
  PROXY_SERVER_URL: 'http://127.0.0.1:9999/v1/chat/completions',
  PROXY_API_BASE: 'http://127.0.0.1:9999/v1',
  PROXY_API_TYPE: 'open_ai',
  PROXY_API_KEY: 'sk-Local_key-1',
};

test('all lines, the same for dotenv and for docker', () => {
  const expected = {
    ...chat,
    MAX_CONTEXT_SIZE: '16384',
    EMBEDDING_MODEL: 'proxy_http_openapi',
    proxy_http_openapi_proxy_server_url: 'http://127.0.0.1:9999/v1/embeddings',
    proxy_http_openapi_proxy_api_key: 'sk-Local_key-1',
    proxy_http_openapi_proxy_backend: 'ollama/bge-m3:latest',
  };
  expect(parse(revealed(activeFacts))).toEqual(expected);
  expect(readAsDocker(revealed(activeFacts))).toEqual(expected);
});

test('what is not known is not written', () => {
  expect(parse(revealed(bareFacts))).toEqual(chat);
});

test('a pinned model stands with its qualified id', () => {
  const text = revealed(pinnedTo('lm-studio/qwen@q4_k_m'));
  expect(parse(text).PROXYLLM_BACKEND).toBe('lm-studio/qwen@q4_k_m');
  expect(text).toContain('# Always this model');
});

test.each(['sk-aaaaa', 'a=b', 'x;y&z', 'p@ss!%^*()', 'back\\slash', 'two words', '{braces}', '-', '~/x'])(
  'the key %j reads the same in dotenv and docker',
  (key) => {
    const text = revealed({ ...activeFacts, key });
    expect(parse(text)).toMatchObject({ PROXY_API_KEY: key, proxy_http_openapi_proxy_api_key: key });
    expect(readAsDocker(text)).toMatchObject({ PROXY_API_KEY: key, proxy_http_openapi_proxy_api_key: key });
  },
);

test.each(['C:\\models\\qwen.gguf', 'ollama/模型:7b', 'a b'])('the model name %j reads the same', (name) => {
  expect(parse(revealed(pinnedTo(name))).PROXYLLM_BACKEND).toBe(name);
  expect(readAsDocker(revealed(pinnedTo(name))).PROXYLLM_BACKEND).toBe(name);
});

test.each(['en', 'zh-CN'] as const)('every comment in %s has a line of its own', (locale) => {
  const lines = renderEnv({ ...activeFacts, locale }).split('\n');
  expect(lines.every((line) => line === '' || line.startsWith('# ') || /^\w+=\S+$/.test(line))).toBe(true);
  expect(lines.at(-1)).toBe('');
});

test('the comments are in the chosen language', () => {
  expect(renderEnv(activeFacts)).toContain('# Context of qwen3:8b as it is loaded now, in tokens');
  expect(renderEnv({ ...activeFacts, locale: 'zh-CN' })).toContain('# qwen3:8b 当前加载的上下文长度');
});

test('a line break in a shown name cannot start a line', () => {
  const model = { ...activeFacts.model, displayName: 'x\nLLM_MODEL=evil\u2028' };
  expect(parse(revealed({ ...activeFacts, model })).LLM_MODEL).toBe('proxyllm');
});
