import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { modelIn } from '../support/chat.ts';
import { send } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

/** The lines that people arrive with, the address' port aside. */
const printedLines = (port: number): string => `LLM_MODEL=proxyllm
PROXYLLM_BACKEND=gpt-4o
PROXY_SERVER_URL=http://127.0.0.1:${port}/v1/chat/completions
PROXY_API_KEY=sk-aaaaa`;

function parseLines(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

/** What DB-GPT up to 0.6.3 does with an address: the text before the first `/chat/completions`, less one slash. */
function baseOf(fullUrl: string): string {
  return (fullUrl.split('/chat/completions')[0] ?? '').replace(/\/$/, '');
}

const sampling = { max_tokens: 2048, temperature: 0.6 };

async function askAsDbgpt(lines: Record<string, string>): Promise<string> {
  const client = new OpenAI({
    baseURL: baseOf(lines.PROXY_SERVER_URL ?? ''),
    apiKey: lines.PROXY_API_KEY ?? '',
  });
  const stream = await client.chat.completions.create({
    messages: [
      { role: 'system', content: 'You are helpful' },
      { role: 'user', content: 'Hello' },
    ],
    model: lines.PROXYLLM_BACKEND ?? 'gpt-3.5-turbo',
    ...sampling,
    stream: true,
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}

test('the article’s four lines get an answer from the active local model, as printed', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  expect(await askAsDbgpt(parseLines(printedLines(core.port)))).toBe('alpha says hello 你好!');
  expect(modelIn(alpha.generations()[0]?.body ?? '')).toBe('tiny:latest');
});

const spellings = (port: number): string[] => [
  `http://127.0.0.1:${port}/v1/chat/completions/`,
  `http://127.0.0.1:${port}/v1`,
  `http://127.0.0.1:${port}/v1/`,
  `http://127.0.0.1:${port}`,
  `http://127.0.0.1:${port}/v1/completions`,
];

test('so does every other way to type the address', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  for (const url of spellings(core.port)) {
    const lines = { ...parseLines(printedLines(core.port)), PROXY_SERVER_URL: url };
    expect(await askAsDbgpt(lines), url).toContain('alpha says');
  }
});

test('0.7 with the endpoint as its base, which it does not cut, is answered too', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const client = new OpenAI({ baseURL: `${core.proxyUrl}/chat/completions`, apiKey: 'sk-aaaaa' });
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hello' }],
  });
  expect(answer.choices[0]?.message.content).toContain('alpha says');
});

test('with no key at all the lines are answered as well', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const body = { model: 'gpt-4o', messages: [], stream: true };
  expect((await send({ port: core.port, path: '/v1/chat/completions', body })).status).toBe(200);
});

test('requireKey always: the lines fail once, with a message that says where the key is', async () => {
  const alpha = await scope.fake();
  const core: RunningCore = await scope.core({
    upstreams: [alpha],
    settings: { proxy: { requireKey: 'always' } },
  });
  const lines = parseLines(printedLines(core.port));
  await expect(askAsDbgpt(lines)).rejects.toThrow(/401.*show-key/);
  expect(alpha.generations()).toHaveLength(0);
  expect(await askAsDbgpt({ ...lines, PROXY_API_KEY: core.localKey })).toContain('alpha says');
});

test('embeddings as DB-GPT posts them come back with an index for each', async () => {
  const alpha = await scope.fake();
  const embedding = { upstream: alpha, model: 'tiny-embed' };
  const core = await scope.core({ upstreams: [alpha], embedding });
  const reply = await send({
    port: core.port,
    path: '/v1/embeddings',
    headers: { authorization: 'Bearer sk-aaaaa' },
    body: { input: ['a', 'b'], model: 'embedding' },
  });
  const { data } = JSON.parse(reply.text) as { data: { index: number; embedding: number[] }[] };
  expect(data.map(({ index }) => index)).toEqual([0, 1]);
});
