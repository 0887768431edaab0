import { afterEach, expect, test } from 'vitest';
import { createDemoServer } from '../../main/upstreams/demo/server.ts';
import type { DemoServer } from '../../main/upstreams/demo/server.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { realClock } from '../support/real-clock.ts';

let server: DemoServer | null = null;
afterEach(() => server?.stop());

async function start(locale: Locale = 'en', hasEmbeddings = false): Promise<string> {
  server = createDemoServer({ clock: realClock, locale: () => locale, hasEmbeddings });
  return (await server.start(0)).baseUrl;
}

async function post(baseUrl: string, path: string, body: object): Promise<{ status: number; text: string }> {
  const answer = await fetch(baseUrl + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
}

const ask = (content: string, more: object = {}): object => ({
  messages: [{ role: 'user', content }],
  ...more,
});

test('an answer says that it is the demo and echoes the question, in the user’s language', async () => {
  const english = await post(await start(), '/chat/completions', ask('What is SQL?'));
  expect(english.text).toContain('not a model');
  expect(english.text).toContain('What is SQL?');
  await server?.stop();
  const chinese = await post(await start('zh-CN'), '/chat/completions', ask('什么是 SQL?'));
  expect(chinese.text).toContain('不是真实模型');
  expect(chinese.text).toContain('什么是 SQL?');
});

test('a stream arrives token by token and ends as the API says', async () => {
  const { text } = await post(
    await start(),
    '/chat/completions',
    ask('hi', { stream: true, stream_options: { include_usage: true } }),
  );
  const events = text.trim().split('\n\n');
  expect(events.length).toBeGreaterThan(10);
  expect(events.at(-1)).toBe('data: [DONE]');
  expect(events.at(-2)).toContain('"usage"');
  expect(events.at(-3)).toContain('"finish_reason":"stop"');
});

test('it stops at max_tokens and says so', async () => {
  const { text } = await post(await start(), '/chat/completions', ask('hi', { max_tokens: 3 }));
  expect(JSON.parse(text)).toMatchObject({
    choices: [{ finish_reason: 'length' }],
    usage: { completion_tokens: 3 },
  });
});

test('it embeds only where it was asked to, and the same text alike', async () => {
  const without = await post(await start(), '/embeddings', { input: ['a'] });
  expect(without.status).toBe(404);
  await server?.stop();
  const { text } = await post(await start('en', true), '/embeddings', { input: ['a', 'b', 'a'] });
  const { data } = JSON.parse(text) as { data: { index: number; embedding: number[] }[] };
  expect(data.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(data[0]?.embedding).toEqual(data[2]?.embedding);
  expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
});

test('what is no JSON is 400, what it does not have 404', async () => {
  const baseUrl = await start();
  expect((await fetch(`${baseUrl}/chat/completions`, { method: 'POST', body: 'x' })).status).toBe(400);
  expect((await post(baseUrl, '/audio/speech', {})).status).toBe(404);
});
