import { expect, test } from 'vitest';
import { judgeEnv } from '../../../main/dbgpt/judge/judge-env.ts';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import { locales, renderMessage } from '../../../shared/i18n/index.ts';
import { fullFacts } from '../facts.ts';
import { envTold, judgeFacts } from './facts.ts';

const good = [
  'LLM_MODEL=proxyllm',
  'PROXYLLM_BACKEND=active',
  'PROXY_SERVER_URL=http://127.0.0.1:9999/v1/chat/completions',
  'PROXY_API_KEY=sk-1',
  'EMBEDDING_MODEL=proxy_http_openapi',
  'proxy_http_openapi_proxy_server_url=http://127.0.0.1:9999/v1/embeddings',
  'proxy_http_openapi_proxy_backend=my-ollama/bge',
];
const goodLines = [
  '1 LLM_MODEL ok env.openaiClient',
  '2 PROXYLLM_BACKEND ok model.known',
  '3 PROXY_SERVER_URL ok address.modeltray',
  '4 PROXY_API_KEY ok env.key',
  '5 EMBEDDING_MODEL ok env.embedding',
  '6 proxy_http_openapi_proxy_server_url ok address.modeltray',
];

/** The good lines with one of them replaced, by its name, or lines added; what is told beyond the good ones. */
function changed(...lines: string[]): string[] {
  const nameOf = (line: string): string => line.slice(0, line.indexOf('='));
  const replaced = good.map((line) => lines.find((other) => nameOf(other) === nameOf(line)) ?? line);
  const added = lines.filter((line) => !good.some((other) => nameOf(other) === nameOf(line)));
  const told = envTold([...replaced, ...added].join('\n'));
  return told.filter((one) => !goodLines.includes(one));
}

test('a file that is right is told line by line', () => {
  expect(envTold(good.join('\n'))).toEqual(goodLines);
});

test('what we write ourselves is right in every line', () => {
  const { text } = renderExport(fullFacts, '0.6', { reveal: true });
  const { lines, addresses } = judgeEnv(text, judgeFacts);
  expect(lines.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(addresses).toEqual([]);
});

test.each<[string[], string[]]>([
  [['LLM_MODEL=vicuna-13b-v1.5'], ['1 LLM_MODEL wrong env.localModel']],
  [['LLM_MODEL=ollama_proxyllm'], ['1 LLM_MODEL warning env.otherClient']],
  [['LLM_MODEL='], ['1 LLM_MODEL wrong env.noModel']],
  [['LLM_MODEL=my-local', 'LLM_MODEL_PATH=chatgpt_proxyllm'], []],
  [['PROXYLLM_BACKEND='], ['2 PROXYLLM_BACKEND warning env.noBackend']],
  [['PROXYLLM_BACKEND=gpt-4o'], ['2 PROXYLLM_BACKEND warning model.unknown']],
  [['PROXYLLM_BACKEND=a,b'], ['2 PROXYLLM_BACKEND wrong env.severalModels']],
  [['PROXY_SERVER_URL='], ['2 PROXYLLM_BACKEND ok model.asked', '3 PROXY_SERVER_URL wrong env.empty']],
  [['PROXY_API_KEY='], ['4 PROXY_API_KEY wrong env.empty']],
  [['PROXY_API_KEY={your-openai-sk}'], ['4 PROXY_API_KEY wrong env.placeholder']],
  [['PROXY_API_KEY=密钥'], ['4 PROXY_API_KEY wrong env.keySigns']],
  [['PROXY_API_KEY=a#b'], ['4 PROXY_API_KEY warning env.hash']],
  [['PROXY_API_KEY=a # mine'], ['4 PROXY_API_KEY warning env.comment']],
  [['PROXY_API_KEY="a#b"'], []],
  [['PROXY_API_KEY=x${HOME}'], ['4 PROXY_API_KEY warning env.variable']],
  [['EMBEDDING_MODEL=text2vec'], ['5 EMBEDDING_MODEL warning env.localEmbedding']],
  [['EMBEDDING_MODEL=proxy_openai'], ['5 EMBEDDING_MODEL warning env.langchain']],
  [['EMBEDDING_MODEL='], ['- EMBEDDING_MODEL warning env.noEmbedding']],
  [['proxy_http_openapi_proxy_server_url='], ['- proxy_http_openapi_proxy_server_url wrong env.noPosting']],
  [
    ['proxy_http_openapi_proxy_server_url=http://127.0.0.1:9999/v1'],
    ['6 proxy_http_openapi_proxy_server_url wrong address.wholeUrl'],
  ],
  [
    ['proxy_http_openapi_proxy_backend='],
    ['- proxy_http_openapi_proxy_backend warning env.noEmbeddingModel'],
  ],
  [['PROXY_API_TYPE=azure'], ['8 PROXY_API_TYPE wrong env.type']],
  [['PROXY_API_TYPE=open_ai'], []],
  [['OPENAI_API_TYPE=azure'], ['8 OPENAI_API_TYPE wrong env.type']],
  [['MAX_CONTEXT_SIZE=8k'], ['8 MAX_CONTEXT_SIZE wrong env.number']],
  [['MAX_CONTEXT_SIZE=8192'], []],
  [['http_proxy=http://127.0.0.1:7890'], ['8 http_proxy warning env.httpProxy']],
  [['HTTP_PROXY=http://127.0.0.1:7890'], ['8 HTTP_PROXY warning env.httpProxy']],
  [['HTTP_PROXY=http://127.0.0.1:7890', 'NO_PROXY=localhost,127.0.0.1'], []],
  [['MODEL_SERVER=http://127.0.0.1:11434/v1'], ['8 MODEL_SERVER wrong env.controller']],
  [['MODEL_SERVER=http://127.0.0.1:8000'], []],
  [['Proxy_Api_Key=x'], ['8 Proxy_Api_Key wrong env.spelling']],
  [['llm_model=x'], ['8 llm_model wrong env.spelling']],
  [['X="open'], ['8  warning env.unreadable']],
])('%j: %j', (lines, told) => {
  expect(changed(...lines)).toEqual(told);
});

const at = (url: string): string[] =>
  changed(`PROXY_SERVER_URL=${url}`).filter((one) => one.includes('PROXY_SERVER_URL'));

test.each<[string, string[]]>([
  ['http://localhost:11434/v1/chat/completions', ['warning address.server']],
  ['http://127.0.0.1:1234/v1', ['warning address.server']],
  ['http://192.168.1.7:8000/v1/chat/completions', ['warning address.server']],
  ['http://192.168.1.8:5000/v1', ['warning address.nearby']],
  ['https://api.openai.com/v1/chat/completions', ['warning address.cloud']],
  ['http://a:1/v1,http://b:2/v1', ['wrong address.several']],
  ['127.0.0.1:9999', ['wrong address.none']],
  ['http://localhost:11434', ['wrong address.noVersion', 'warning address.server']],
  ['http://localhost:11434/api/chat', ['wrong address.ollamaApi', 'warning address.server']],
  ['http://localhost:11434/v1/completions', ['wrong address.endpoint', 'warning address.server']],
  ['http://localhost:11434/v1/Chat/Completions', ['wrong address.endpoint', 'warning address.server']],
  ['http://host.docker.internal:9999/v1', []],
  ['http://localhost:9999', []],
  ['http://127.0.0.1:9999/v1/completions', ['warning address.endpoint']],
])('the address %s: %j', (url, told) => {
  const expected = told.map((one) => `3 PROXY_SERVER_URL ${one}`);
  expect(at(url)).toEqual(expected);
});

test('PROXY_API_BASE is the one that counts, and DB-GPT cuts nothing off it', () => {
  const told = changed('PROXY_SERVER_URL=http://x:1/v1', 'PROXY_API_BASE=http://localhost:11434/v1');
  expect(told).toEqual(['2 PROXYLLM_BACKEND ok model.asked', '8 PROXY_API_BASE warning address.server']);
  expect(changed('PROXY_API_BASE=http://127.0.0.1:9999/v1/chat/completions')).toContain(
    '8 PROXY_API_BASE warning address.endpoint',
  );
});

test('an OPENAI_API_BASE wins unless PROXY_API_BASE is there', () => {
  const foreign = 'OPENAI_API_BASE=https://api.openai.com/v1';
  expect(changed(foreign)).toEqual([
    '2 PROXYLLM_BACKEND ok model.asked',
    '8 OPENAI_API_BASE warning address.cloud',
    '8 OPENAI_API_BASE warning env.foreignBase',
  ]);
  expect(changed(foreign, 'PROXY_API_BASE=http://127.0.0.1:9999/v1')).toEqual([
    '9 PROXY_API_BASE ok address.modeltray',
  ]);
});

test('prefixed and repeated lines: the one that counts is judged, the others are said not to', () => {
  const text = [...good, 'proxyllm_proxy_server_url=http://localhost:11434/v1', 'LLM_MODEL=proxyllm'];
  expect(envTold(text.join('\n'))).toEqual([
    '1 LLM_MODEL warning env.twice',
    '2 PROXYLLM_BACKEND ok model.asked',
    '3 PROXY_SERVER_URL warning env.hidden',
    '4 PROXY_API_KEY ok env.key',
    '5 EMBEDDING_MODEL ok env.embedding',
    '6 proxy_http_openapi_proxy_server_url ok address.modeltray',
    '8 proxyllm_proxy_server_url warning address.server',
    '9 LLM_MODEL ok env.openaiClient',
  ]);
});

test('an empty file lacks what DB-GPT does not start without', () => {
  expect(envTold('')).toEqual([
    '- LLM_MODEL wrong env.noModel',
    '- PROXY_SERVER_URL wrong env.empty',
    '- PROXY_API_KEY wrong env.empty',
    '- PROXYLLM_BACKEND warning env.noBackend',
    '- EMBEDDING_MODEL warning env.noEmbedding',
  ]);
});

test('for 0.7 and newer it is the wrong file altogether', () => {
  expect(envTold(good.join('\n'), { target: '0.7' })).toContain('- .env wrong env.newDbgpt');
  expect(envTold(good.join('\n'), { target: '0.6' })).toEqual(goodLines);
});

test('addresses that can be taken over: each once, without endpoint, ours left out, keys only said to be there', () => {
  const text = [
    'PROXY_SERVER_URL=http://localhost:11434/v1/chat/completions, http://10.0.0.2:8000/v1,http://127.0.0.1:9999/v1',
    'PROXY_API_KEY=sk-secret',
    'proxy_http_openapi_proxy_server_url=http://10.0.0.2:8000/v1/embeddings',
  ].join('\n');
  const report = judgeEnv(text, judgeFacts);
  expect(report.addresses).toEqual([
    { baseUrl: 'http://localhost:11434/v1', line: 1, hasKey: true, slug: 'my-ollama' },
    { baseUrl: 'http://10.0.0.2:8000/v1', line: 3, hasKey: true, slug: null },
  ]);
  expect(JSON.stringify(report)).not.toContain('sk-secret');
});

test('every sentence is whole in both languages', () => {
  const text = ['LLM_MODEL=x', 'PROXY_SERVER_URL=http://a,http://b', 'PROXYLLM_BACKEND=a,b', 'http_proxy=x'];
  for (const { text: sentence } of judgeEnv(text.join('\n'), judgeFacts).lines)
    for (const locale of locales) expect(renderMessage(locale, sentence)).not.toMatch(/\{\w+\}/);
});
