import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { renderExport } from '../../main/dbgpt/export.ts';
import type { ExportFacts } from '../../main/dbgpt/facts.ts';
import { activeFacts, bareFacts, pinnedTo } from './facts.ts';

/** What a POSIX shell makes of the text. */
function sourced(facts: ExportFacts): Record<string, string> {
  const { text } = renderExport(facts, 'toml-env', { reveal: true });
  const output = execFileSync('/bin/sh', ['-c', `${text}\n/usr/bin/env -0`], { env: {}, encoding: 'utf8' });
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

test.skipIf(process.platform === 'win32')('a shell gets all placeholders of the stock file', () => {
  expect(sourced(activeFacts)).toEqual({
    ...chat,
    EMBEDDING_MODEL_NAME: 'ollama/bge-m3:latest',
    EMBEDDING_MODEL_PROVIDER: 'proxy/openai',
    EMBEDDING_MODEL_API_URL: 'http://127.0.0.1:9999/v1/embeddings',
  });
  expect(sourced(bareFacts)).toEqual(chat);
});

test.skipIf(process.platform === 'win32').each(['it\'s $HOME `id` "x" \\ !', '$(exit 1)', '# no comment'])(
  'a shell leaves %j as it is',
  (text) => {
    expect(sourced(pinnedTo(text, { ...activeFacts, key: text }))).toMatchObject({
      LLM_MODEL_NAME: text,
      OPENAI_API_KEY: text,
    });
  },
);

test('a model with an @ cannot be named here, an embedding model with one is left out and said', () => {
  expect(() => renderExport(pinnedTo('lm-studio/x@q4'), 'toml-env', { reveal: true })).toThrow(
    'export.error.model.at',
  );
  const facts = { ...activeFacts, embedding: { qualifiedId: 'lm-studio/bge@q8' } };
  const { text, warnings } = renderExport(facts, 'toml-env', { reveal: true });
  expect(text).not.toContain('EMBEDDING');
  expect(warnings.map(({ key }) => key)).toContain('export.warning.embeddingName');
});
