import { expect, test } from 'vitest';
import { judgeToml } from '../../../main/dbgpt/judge/judge-toml.ts';
import { namesWithoutDefault, withDefaults } from '../../../main/dbgpt/judge/toml-env.ts';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import { fullFacts } from '../facts.ts';
import { judgeFacts, tomlTold } from './facts.ts';

test('what we write ourselves is right in every line', () => {
  const { text } = renderExport(fullFacts, '0.8', { reveal: true });
  const { lines, addresses } = judgeToml(text, { ...judgeFacts, isKnownModel: () => true });
  expect(lines.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(lines.length).toBeGreaterThan(6);
  expect(addresses).toEqual([]);
});

/** As DB-GPT ships it: placeholders, filled by the environment. */
const stock = [
  '[models]',
  '[[models.llms]]',
  'name = "${env:LLM_MODEL_NAME:-gpt-4o}"',
  'provider = "${env:LLM_MODEL_PROVIDER:-proxy/openai}"',
  'api_base = "${env:OPENAI_API_BASE:-https://api.openai.com/v1}"',
  'api_key = "${env:OPENAI_API_KEY}"',
  '',
  '[[models.embeddings]]',
  'name = "${env:EMBEDDING_MODEL_NAME:-text-embedding-3-small}"',
  'provider = "${env:EMBEDDING_MODEL_PROVIDER:-proxy/openai}"',
  'api_url = "${env:EMBEDDING_MODEL_API_URL:-https://api.openai.com/v1/embeddings}"',
  'api_key = "${env:OPENAI_API_KEY}"',
].join('\n');

test('the stock file: what it does while nothing is set', () => {
  expect(tomlTold(stock)).toEqual([
    '3 name ok model.asked',
    '5 api_base warning address.cloud',
    '6 api_key warning toml.variable',
    '11 api_url warning address.cloud',
    '12 api_key warning toml.variable',
  ]);
  expect(judgeToml(stock, judgeFacts).addresses).toEqual([
    { baseUrl: 'https://api.openai.com/v1', line: 11, hasKey: false, slug: null },
  ]);
});

const llm = (lines: Readonly<Record<string, string>>): string =>
  [
    '[[models.llms]]',
    ...Object.entries({
      name: '"modeltray"',
      provider: '"proxy/openai"',
      backend: '"active"',
      api_base: '"http://127.0.0.1:9999/v1"',
      api_key: '"sk-1"',
      ...lines,
    }).flatMap(([key, value]) => (value === '' ? [] : [`${key} = ${value}`])),
  ].join('\n');
const goodLines = ['4 backend ok model.known', '5 api_base ok address.modeltray'];

test.each<[Record<string, string>, string[]]>([
  [{}, []],
  [{ name: '"x@q4"' }, ['2 name wrong toml.at']],
  [{ name: "''" }, []],
  [{ provider: '"proxy/vllm"' }, ['3 provider wrong toml.unknownProvider']],
  [{ provider: '"proxy/ollama"' }, ['3 provider warning toml.otherProvider']],
  [{ provider: '"hf"' }, ['3 provider warning toml.localProvider']],
  [{ provider: '"PROXY/OpenAI"' }, []],
  [{ backend: '"gpt-4o"' }, ['4 backend warning model.unknown']],
  [{ backend: '"a,b"' }, ['4 backend wrong env.severalModels']],
  [{ api_base: '"http://127.0.0.1:9999/v1/chat/completions"' }, ['5 api_base warning address.endpoint']],
  [
    { api_base: '"http://localhost:11434/v1/chat/completions"' },
    ['4 backend ok model.asked', '5 api_base wrong address.endpoint', '5 api_base warning address.server'],
  ],
  [
    { api_base: '"http://a/v1,http://b/v1"' },
    ['4 backend ok model.asked', '5 api_base wrong address.several'],
  ],
  [{ api_key: '""' }, ['6 api_key wrong env.empty']],
  [{ api_key: '"your_api_key"' }, ['6 api_key wrong env.placeholder']],
  [{ api_key: '"${env:KEY}"' }, ['6 api_key warning toml.variable']],
  [{ api_key: '"${env:KEY:-x}"' }, []],
  [{ api_type: '"azure"' }, ['7 api_type wrong env.type']],
  [{ base_url: '"x"' }, ['7 base_url warning toml.deadKey']],
  [{ temperature: '0.1' }, ['7 temperature warning toml.deadKey']],
])('%j: %j', (lines, told) => {
  const text = llm(lines);
  expect(tomlTold(text).filter((one) => !goodLines.includes(one))).toEqual(told);
});

test('what is missing is said at the entry', () => {
  expect(tomlTold('[[models.llms]]\nprovider = "proxy/openai"\n')).toEqual([
    '1 name wrong toml.noName',
    '1 api_base warning toml.noBase',
    '1 api_key warning toml.noKey',
  ]);
  expect(tomlTold('[models]\n')).toEqual(['- models.llms wrong toml.noModel']);
});

test('names that stand twice, and a default that names nothing', () => {
  const text = `[models]\ndefault_llm = "gone"\n${llm({})}\n${llm({})}`;
  expect(tomlTold(text)).toEqual(
    expect.arrayContaining(['2 default_llm wrong toml.noSuchName', '10 name wrong toml.nameTwice']),
  );
});

test('embeddings and rerankers need the whole address', () => {
  const posting = (list: string, url: string): string =>
    `${llm({})}\n[[models.${list}]]\nname = "e"\nprovider = "proxy/openai"\n${url}`;
  const rest = (text: string): string[] => tomlTold(text).filter((one) => !goodLines.includes(one));
  expect(rest(posting('embeddings', 'api_url = "http://127.0.0.1:9999/v1"'))).toEqual([
    '10 api_url wrong address.wholeUrl',
  ]);
  expect(rest(posting('embeddings', 'api_base = "http://127.0.0.1:9999/v1"'))).toEqual([
    '7 api_url wrong toml.noUrl',
    '10 api_base warning toml.deadKey',
  ]);
  expect(rest(posting('rerankers', 'api_url = "http://127.0.0.1:9999/v1/rerank"'))).toEqual([
    '10 api_url ok address.modeltray',
  ]);
});

test('tables that are written inline are judged too, without lines', () => {
  const text = 'models = { llms = [{ name = "a@b", api_key = "k", api_base = "http://localhost:1234/v1" }] }';
  expect(tomlTold(text)).toEqual([
    '- name wrong toml.at',
    '- api_base warning address.server',
    '- name ok model.asked',
  ]);
});

test('what is no TOML is said with its line, and 0.6.3 and older reads none at all', () => {
  expect(tomlTold('[models]\nx = \n')).toEqual(['2  wrong toml.syntax']);
  expect(tomlTold(llm({}), { target: '0.6' })).toContain('-  wrong toml.oldDbgpt');
});

test('a byte order mark, which Python’s reader does not skip', () => {
  expect(tomlTold(`\uFEFF${llm({})}`)).toContain('1  wrong toml.mark');
});

test('variables', () => {
  expect(namesWithoutDefault('a ${env:A} ${env:B:-x} $C ${D}')).toEqual(['A']);
  expect(withDefaults('${env:A:-x}/${env:B:-}')).toBe('x/');
  expect(withDefaults('${env:A}')).toBeNull();
});
