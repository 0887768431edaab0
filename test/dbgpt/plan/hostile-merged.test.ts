/** Hostile ids and keys put into files that people have already, read back by those who read them for DB-GPT. */
import { parse as parseDotenv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import type { ExportFacts } from '../../../main/dbgpt/facts.ts';
import { mergeIntoFile } from '../../../main/dbgpt/plan/merge-file.ts';
import { loadEnv, startEmbedding, startRerank, startWorker } from '../../support/dbgpt-env.ts';
import { generateToml } from '../../support/generated.ts';
import { hostileIds, hostileKeys } from '../../support/hostile.ts';
import { createSeeded } from '../../support/seeded.ts';
import { hasTomllib, readAllToml } from '../../support/tomllib.ts';
import { fullFacts, pinnedAs, pinnedTo, withKey } from '../facts.ts';

interface Case {
  id: string;
  key: string;
  facts: ExportFacts;
}

const cases: readonly Case[] = hostileIds.map((name, at) => {
  const id = `server/${name}`;
  const key = hostileKeys[at % hostileKeys.length] ?? '';
  const pinned = { ...fullFacts, embedding: pinnedAs(id), rerank: pinnedAs(id) };
  return { id, key, facts: withKey(key, pinnedTo(id, pinned)) };
});

/** The template that DB-GPT ships, in its active lines, with a name in quotes and Windows' line ends. */
const template = [
  '# --- DB-GPT ---',
  'LLM_MODEL=glm-4-9b-chat # mine',
  'PROXY_API_KEY={your-openai-sk}',
  'PROXY_SERVER_URL="https://api.openai.com/v1/chat/completions"',
  'EMBEDDING_MODEL=text2vec',
  "PROXYLLM_BACKEND='gpt-4o'",
  'OTHER="a # b"',
  '',
].join('\r\n');

test.each(cases)('.env: $id and the key $key', ({ id, key, facts }) => {
  const text = mergeIntoFile(template, '/x/.env', facts, '0.6');
  expect(parseDotenv(text)).toMatchObject({ PROXYLLM_BACKEND: id, PROXY_API_KEY: key, OTHER: 'a # b' });
  const env = loadEnv(text);
  expect(startWorker(env)).toMatchObject({ model: id, apiKey: key });
  expect(startEmbedding(env)).toMatchObject({ model: id, apiKey: key });
  expect(startRerank(env)).toMatchObject({ model: id, apiKey: key });
});

test.each(['0.7', '0.8'] as const)('TOML for %s: into generated files', (target) => {
  const random = createSeeded(31);
  const texts = cases.map(({ facts }) => mergeIntoFile(generateToml(random), '/x/a.toml', facts, target));
  const readings = texts.map((text) => parseToml(text.replace('\uFEFF', '')));
  readings.forEach((reading, at) => {
    const backend = cases[at]?.id;
    const entry = expect.objectContaining({ backend, api_key: cases[at]?.key }) as object;
    for (const list of ['llms', 'embeddings', 'rerankers']) {
      expect(reading, texts[at]).toMatchObject({
        models: { [list]: expect.arrayContaining([entry]) as object },
      });
    }
  });
  if (!hasTomllib) return;
  readAllToml(texts.map((text) => text.replace('\uFEFF', ''))).forEach((read, at) => {
    const { models } = JSON.parse(JSON.stringify(readings[at])) as { models: object };
    expect(read).toMatchObject({ models });
  });
});
