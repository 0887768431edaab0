import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { writeEnvValue } from '../../../main/dbgpt/env/env-value.ts';
import { mergeEnv } from '../../../main/dbgpt/env/merge-env.ts';
import { findLast, parseEnv } from '../../../main/dbgpt/env/parse-env.ts';
import { findRivals } from '../../../main/dbgpt/env/rivals.ts';
import { generateEnv } from '../../support/generated.ts';
import { createSeeded } from '../../support/seeded.ts';

const ours = [
  { key: 'LLM_MODEL', value: 'proxyllm', comments: ['why'] },
  { key: 'PROXYLLM_BACKEND', value: 'active', comments: [] },
  { key: 'PROXY_API_KEY', value: 'sk-1', comments: [] },
];
const keys = ours.map(({ key }) => key);
const merge = (text: string): string => mergeEnv(text, ours, 'ModelTray').text;

test('a value changes where it stands, at its last occurrence, and nothing else does', () => {
  const before =
    '\uFEFF# mine\r\nPROXY_API_KEY = {your-openai-sk}  # key\r\n#LLM_MODEL=old\r\nexport LLM_MODEL="vicuna"\r\nLLM_MODEL=chatglm\r\nPROXYLLM_BACKEND=\'gpt-4o\'';
  expect(merge(before)).toBe(
    '\uFEFF# mine\r\nPROXY_API_KEY = sk-1  # key\r\n#LLM_MODEL=old\r\nexport LLM_MODEL="vicuna"\r\nLLM_MODEL=proxyllm\r\nPROXYLLM_BACKEND=active',
  );
});

test('a line that a byte order mark hides from DB-GPT is as good as missing', () => {
  expect(merge('\uFEFFLLM_MODEL=vicuna\nPROXYLLM_BACKEND=x\nPROXY_API_KEY=y\n')).toBe(
    '\uFEFFLLM_MODEL=vicuna\nPROXYLLM_BACKEND=active\nPROXY_API_KEY=sk-1\n\n# ModelTray\n# why\nLLM_MODEL=proxyllm\n',
  );
});

test('what is missing goes to the end, after a line end where the last line has none', () => {
  expect(merge('A=1')).toBe(
    'A=1\n\n# ModelTray\n# why\nLLM_MODEL=proxyllm\nPROXYLLM_BACKEND=active\nPROXY_API_KEY=sk-1\n',
  );
  expect(merge('A=1\r\n')).toBe(
    'A=1\r\n\r\n# ModelTray\r\n# why\r\nLLM_MODEL=proxyllm\r\nPROXYLLM_BACKEND=active\r\nPROXY_API_KEY=sk-1\r\n',
  );
  expect(merge('')).toBe(
    '# ModelTray\n# why\nLLM_MODEL=proxyllm\nPROXYLLM_BACKEND=active\nPROXY_API_KEY=sk-1\n',
  );
});

test('a comment where the value should be stays a comment', () => {
  expect(merge('PROXY_API_KEY= # your key\n#\nLLM_MODEL=\nPROXYLLM_BACKEND=#x')).toBe(
    'PROXY_API_KEY=sk-1 # your key\n#\nLLM_MODEL=proxyllm\nPROXYLLM_BACKEND=active',
  );
});

test('the same value in other clothes stays as it is', () => {
  const before = 'LLM_MODEL="proxyllm"\nPROXYLLM_BACKEND=active # mine\nexport PROXY_API_KEY=sk-1\n';
  expect(mergeEnv(before, ours, 'ModelTray')).toEqual({ text: before, changed: [], added: [] });
});

test('generated files: our keys get our values, every other byte stays, and again changes nothing', () => {
  const random = createSeeded(7);
  for (let n = 0; n < 2_000; n += 1) {
    const before = generateEnv(random, keys);
    const after = merge(before);
    const [was, is] = [parseEnv(before), parseEnv(after)];
    for (const { key, value } of ours) expect(findLast(is, key)?.value, before).toBe(value);
    expect(merge(after)).toBe(after);
    expect(withoutOurs(after, is).startsWith(withoutOurs(before, was)), before).toBe(true);
  }
});

/** The text up to what we added, without the values of our last bindings: what must not change. */
function withoutOurs(text: string, file: ReturnType<typeof parseEnv>): string {
  const added = text.indexOf('# ModelTray');
  const kept = added === -1 ? text : text.slice(0, added);
  return ours
    .flatMap(({ key }) => findLast(file, key) ?? [])
    .filter(({ start }) => start < kept.length)
    .toSorted((a, b) => b.valueStart - a.valueStart)
    .reduce((rest, { valueStart, valueEnd }) => rest.slice(0, valueStart) + rest.slice(valueEnd), kept);
}

test.each([
  'plain',
  'two words',
  'a#b',
  'a # b',
  '$HOME',
  "it's",
  'say "hi"',
  'x@y',
  '模型:7b',
  ' edge ',
  '`tick`',
])('the hostile value %j is read back by our reader and by dotenv', (value) => {
  const text = `A=${String(writeEnvValue(value))}\n`;
  expect(findLast(parseEnv(text), 'A')?.value).toBe(value);
  expect(parse(text).A).toBe(value);
});

test.each(['${HOME}', 'two\nlines', `"both" and 'these'`, "'\\'"])('%j is refused', (value) => {
  expect(writeEnvValue(value)).toBeNull();
});

test('what wins over our lines is found with its line', () => {
  const text = [
    'OPENAI_API_BASE=https://api.openai.com/v1',
    'proxyllm_proxy_server_url=http://old',
    'LLM_PROXY_API_KEY=old',
    'proxy_api_key=old',
    'http_proxy=http://127.0.0.1:7890',
    'PROXYLLM_PROXYLLM_BACKEND=',
    'PROXY_API_KEY=ours',
  ].join('\n');
  const keys = ['PROXY_SERVER_URL', 'PROXY_API_KEY', 'PROXYLLM_BACKEND'];
  expect(findRivals(parseEnv(text), keys)).toEqual([
    { key: 'OPENAI_API_BASE', line: 1, over: 'PROXY_SERVER_URL' },
    { key: 'proxyllm_proxy_server_url', line: 2, over: 'PROXY_SERVER_URL' },
    { key: 'LLM_PROXY_API_KEY', line: 3, over: 'PROXY_API_KEY' },
    { key: 'proxy_api_key', line: 4, over: 'PROXY_API_KEY' },
    { key: 'http_proxy', line: 5, over: null },
  ]);
  expect(findRivals(parseEnv(text), [...keys, 'PROXY_API_BASE']).map(({ key }) => key)).not.toContain(
    'OPENAI_API_BASE',
  );
});
