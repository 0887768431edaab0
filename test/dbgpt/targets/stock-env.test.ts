import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { renderExport } from '../../../main/dbgpt/targets/render-export.ts';
import { hostileIds, hostileKeys } from '../../support/hostile.ts';
import { activeFacts, bareFacts, directFacts, fullFacts, pinnedAs, pinnedTo, withKey } from '../facts.ts';

const revealed = (facts: ExportFacts): string => renderExport(facts, 'stock-env', { reveal: true }).text;
const keysOf = (facts: ExportFacts): string[] =>
  renderExport(facts, 'stock-env', { reveal: true }).warnings.map(({ key }) => key);

/** What a POSIX shell makes of the text. */
function sourced(facts: ExportFacts): Record<string, string> {
  const script = `${revealed(facts)}\n/usr/bin/env -0`;
  const output = execFileSync('/bin/sh', ['-c', script], { env: {}, encoding: 'utf8' });
  const pairs = output.split('\0').filter((pair) => /^(LLM|OPENAI|EMBEDDING)/.test(pair));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

const chat = {
  LLM_MODEL_NAME: 'active',
  LLM_MODEL_PROVIDER: 'proxy/openai',
  OPENAI_API_BASE: 'http://127.0.0.1:9999/v1',
  OPENAI_API_TYPE: 'open_ai',
  OPENAI_API_KEY: 'sk-Local_key-1',
};
const all = {
  ...chat,
  EMBEDDING_MODEL_NAME: 'ollama/bge-m3:latest',
  EMBEDDING_MODEL_PROVIDER: 'proxy/openai',
  EMBEDDING_MODEL_API_URL: 'http://127.0.0.1:9999/v1/embeddings',
};
const inShell = test.skipIf(process.platform === 'win32');

inShell('a shell gets all placeholders of the stock file', () => {
  expect(sourced(activeFacts)).toEqual(all);
  expect(sourced(bareFacts)).toEqual(chat);
});

inShell.each([...hostileKeys, '$(exit 1)', '# no comment'])('a shell leaves the key %j as it is', (key) => {
  expect(sourced(withKey(key)).OPENAI_API_KEY).toBe(key);
});

inShell.each(hostileIds.filter((id) => !id.includes('@')))('a shell leaves the model %j as it is', (id) => {
  expect(sourced(pinnedTo(`server/${id}`)).LLM_MODEL_NAME).toBe(`server/${id}`);
});

test('for docker the lines stand without export and without quotes', () => {
  const facts = withKey("it's # $x", { ...activeFacts, variant: 'docker' });
  const { fileName, text } = renderExport(facts, 'stock-env', { reveal: true });
  expect(fileName).toBe('modeltray.env');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
  expect(lines).toContain("OPENAI_API_KEY=it's # $x");
  expect(lines.every((line) => /^[A-Z_]+=/.test(line))).toBe(true);
});

test('a model with an @ cannot be named here, an embedding model with one is left out and said', () => {
  expect(() => revealed(pinnedTo('lm-studio/x@q4'))).toThrow('export.error.model.at');
  const facts = { ...activeFacts, embedding: pinnedAs('lm-studio/bge@q8') };
  expect(revealed(facts)).not.toContain('EMBEDDING');
  expect(keysOf(facts)).toContain('export.warning.embeddingName');
});

test('there is one key for both, so an embedding server with another one is left out', () => {
  const embedding = pinnedAs('cloud/e', { ...directFacts.models[1], backend: 'e' });
  expect(revealed({ ...directFacts, embedding })).not.toContain('EMBEDDING');
  const masked = renderExport({ ...directFacts, embedding }, 'stock-env', { reveal: false });
  expect(masked.text).not.toContain('EMBEDDING');
});

test('without an embedding model it is said where DB-GPT would send documents, and what has no place', () => {
  expect(keysOf(bareFacts)).toContain('export.warning.embeddingOpenai');
  expect(keysOf(fullFacts)).toContain('export.warning.rerankStock');
});
