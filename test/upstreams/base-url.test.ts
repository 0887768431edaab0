import { expect, test } from 'vitest';
import { baseUrlOf, below, isSameAddress, parseBaseUrl } from '../../main/upstreams/base-url.ts';

test.each([
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434', '/v1', ''],
  ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434', '/v1', ''],
  ['http://127.0.0.1:1234/v1', 'http://127.0.0.1:1234', '/v1', ''],
  ['http://127.0.0.1:1234/v1/chat/completions', 'http://127.0.0.1:1234', '/v1', ''],
  ['http://127.0.0.1:1234/v1/models/', 'http://127.0.0.1:1234', '/v1', ''],
  ['https://openrouter.ai/api/v1', 'https://openrouter.ai', '/api/v1', '/api'],
  ['https://open.bigmodel.cn/api/paas/v4', 'https://open.bigmodel.cn', '/api/paas/v4', '/api/paas'],
  ['http://[::1]:8000', 'http://[::1]:8000', '/v1', ''],
  ['http://box/llm', 'http://box', '/llm/v1', '/llm'],
])('%s is asked at %s%s', (baseUrl, origin, apiPath, nativePath) => {
  expect(parseBaseUrl(baseUrl)).toMatchObject({ origin, apiPath, nativePath });
});

test('a port that is not written is the protocol’s', () => {
  expect(parseBaseUrl('http://a').port).toBe(80);
  expect(parseBaseUrl('https://a').port).toBe(443);
});

test('two spellings of one address are one server', () => {
  expect(isSameAddress('http://localhost:11434', 'http://127.0.0.1:11434/v1/')).toBe(true);
  expect(isSameAddress('http://127.0.0.1:11434', 'http://127.0.0.1:11435')).toBe(false);
  expect(isSameAddress('http://127.0.0.1:80', 'https://127.0.0.1:80')).toBe(false);
  expect(isSameAddress('http://a/x', 'http://a/y')).toBe(false);
});

test.each([
  ['http://127.0.0.1:12434', '/engines', 'http://127.0.0.1:12434/engines', '/engines/v1'],
  ['http://box/llm', '/api', 'http://box/llm/api', '/llm/api/v1'],
])('the API of %s below %s is at %s', (baseUrl, path, expected, apiPath) => {
  const address = below(parseBaseUrl(baseUrl), path);
  expect(address.apiPath).toBe(apiPath);
  expect(baseUrlOf(address)).toBe(expected);
  expect(parseBaseUrl(expected)).toEqual(address);
});

test('the shortest base URL of an address leads to it again', () => {
  for (const baseUrl of [
    'http://a:1',
    'http://a:1/v1',
    'https://open.bigmodel.cn/api/paas/v4',
    'http://a/x/v1',
  ]) {
    const address = parseBaseUrl(baseUrl);
    expect(parseBaseUrl(baseUrlOf(address)).apiPath).toBe(address.apiPath);
  }
});
