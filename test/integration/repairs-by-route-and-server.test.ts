/** Repairs that a route's options ask for, or that what is known of a model's server does. */
import { expect, test } from 'vitest';
import { chat, chatPath, chatStream, question, startChatStream, streamQuestion } from '../support/chat.ts';
import { dbgptHeaders, dbgptQuestion, readChat } from '../support/dbgpt-reader.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { open, send, streamedText } from '../support/http-client.ts';
import { startAttemptServer } from '../support/run-attempt.ts';
import type { AttemptServer, AttemptServerOptions } from '../support/run-attempt.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

async function serve(
  setup: Omit<AttemptServerOptions, 'upstream'> = {},
): Promise<{ alpha: FakeUpstream; proxy: AttemptServer }> {
  const alpha = await scope.fake({ dialect: 'vllm' });
  const proxy = await startAttemptServer({ upstream: alpha, ...setup });
  scope.later(() => proxy.close());
  return { alpha, proxy };
}

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: object, finish_reason: string | null = null): string =>
  event({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] });
const done = 'data: [DONE]\n\n';
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const bodies = (alpha: FakeUpstream): Record<string, unknown>[] =>
  alpha.generations().map(({ body }) => JSON.parse(body) as Record<string, unknown>);

test('a route’s temperature goes to requests that carry none', async () => {
  const { alpha, proxy } = await serve({ options: { temperature: 0 } });
  await chat(proxy);
  await chat(proxy, { body: { ...question, temperature: 0.7 } });
  expect(bodies(alpha).map(({ temperature }) => temperature)).toEqual([0, 0.7]);
  expect(proxy.fixes).toEqual([['default-temperature'], []]);
});

test('a route that strips thoughts does so for every client', async () => {
  const { alpha, proxy } = await serve({ options: { think: 'strip' } });
  await alpha.setFault({
    type: 'events',
    chunks: [chunk({ content: '<think>hm</think>Paris' }), chunk({}, 'stop'), done],
  });
  expect(streamedText((await chatStream(proxy)).text)).toBe('Paris');
  expect(proxy.fixes).toEqual([['think-tags']]);
});

test('a route that wants usage asks every server, for every client', async () => {
  const { alpha, proxy } = await serve({ options: { usage: 'on' } });
  const { text } = await chatStream(proxy);
  expect(bodies(alpha)[0]).toMatchObject({ stream_options: { include_usage: true } });
  expect(text).toMatch(/"finish_reason":"stop"\}\],"usage":\{/);
  expect(text).not.toContain('"choices":[]');
});

test('a route that wants none leaves it as the server sends it', async () => {
  const { alpha, proxy } = await serve({ options: { usage: 'off' }, server: { acceptsIncludeUsage: true } });
  await alpha.setFault({ type: 'usage' });
  const reply = await send({ port: proxy.port, path: chatPath, headers: dbgptHeaders, body: dbgptQuestion });
  expect(reply.text).toBe(alpha.exchanges[0]?.sent().toString());
  expect(bodies(alpha)[0]).not.toHaveProperty('stream_options');
});

test('a finish waits one second for its usage, no longer, and what comes later is hidden', async () => {
  const clock = createFakeClock();
  const { alpha, proxy } = await serve({ clock });
  const chunks = [chunk({ content: 'Paris' }), chunk({}, 'stop'), event({ choices: [], usage }), done];
  await alpha.setFault({ type: 'events', chunks, stopsAfter: 2 });
  const reply = await open({ port: proxy.port, path: chatPath, headers: dbgptHeaders, body: dbgptQuestion });
  await clock.armed(1000);
  expect(reply.received().toString()).toBe(chunks[0]);
  clock.advance(1000);
  await reply.waitForText('"stop"');
  alpha.release();
  expect((await reply.done).text).toBe(`${chunks[0]}${chunks[1]}${done}`);
});

test('a usage that comes within that second is on the finish, and nothing waits on', async () => {
  const clock = createFakeClock();
  const { alpha, proxy } = await serve({ clock });
  const chunks = [chunk({ content: 'Paris' }), chunk({}, 'stop'), event({ choices: [], usage }), done];
  await alpha.setFault({ type: 'events', chunks, stopsAfter: 2 });
  const reply = await open({ port: proxy.port, path: chatPath, headers: dbgptHeaders, body: dbgptQuestion });
  await clock.armed(1000);
  clock.advance(999);
  alpha.release();
  expect(readChat(await reply.done)).toMatchObject({ text: 'Paris', usage });
  expect(clock.pending()).toEqual([]);
});

const tooLong = (room: number): object => ({
  ...question,
  max_tokens: 4000,
  messages: [{ role: 'user', content: 'word '.repeat(room) }],
});

test('max_tokens is lowered where prompt and answer would not fit into the loaded context', async () => {
  const { alpha, proxy } = await serve({ server: { defects: ['max-tokens'], contextLoaded: 4096 } });
  await chat(proxy, { body: tooLong(800) });
  const [body] = bodies(alpha);
  expect(body?.['max_tokens']).toBeLessThan(4096 - 1000);
  expect(body?.['max_tokens']).toBeGreaterThan(2000);
  expect(proxy.fixes).toEqual([['max-tokens-clamp']]);
});

const refusals = {
  vllm: "'max_tokens' or 'max_completion_tokens' is too large: 4000. This model's maximum context length is 4096 tokens and your request has 2778 input tokens (4000 > 4096 - 2778).",
  system: 'System role not supported',
};

test('a refused length is asked for again, with what the server says that fits', async () => {
  const { alpha, proxy } = await serve();
  alpha.queueFault({ type: 'status', status: 400, message: refusals.vllm });
  const reply = await chat(proxy, { body: tooLong(10) });
  expect(reply.status).toBe(200);
  expect(bodies(alpha).map(({ max_tokens }) => max_tokens)).toEqual([4000, 1318]);
  expect(proxy.fixes).toEqual([['max-tokens-clamp']]);
});

test('a refusal that nothing can be done about is relayed as the server’s own', async () => {
  const { alpha, proxy } = await serve();
  alpha.queueFault({ type: 'status', status: 400, message: refusals.vllm.replace('2778', '4095') });
  const reply = await chat(proxy, { body: tooLong(10) });
  expect(reply.status).toBe(400);
  expect(reply.text).toBe(alpha.exchanges[0]?.sent().toString());
  expect(alpha.generations()).toHaveLength(1);
});

test('a length that is refused again and again is asked for three times at most', async () => {
  const { alpha, proxy } = await serve();
  await alpha.setFault({ type: 'status', status: 400, message: refusals.vllm });
  expect((await chat(proxy, { body: tooLong(10) })).status).toBe(400);
  expect(alpha.generations()).toHaveLength(3);
});

const withSystem = {
  ...streamQuestion,
  messages: [
    { role: 'system', content: 'Be brief' },
    { role: 'user', content: 'Hello' },
  ],
};
const mergedMessages = [{ role: 'user', content: 'Be brief\n\nHello' }];

for (const [how, fault] of Object.entries({
  'with 400': { type: 'status', status: 400, message: refusals.system },
  'with 500': { type: 'status', status: 500, message: `Jinja Exception: ${refusals.system}` },
  'in an error event': { type: 'error-first-event', message: refusals.system },
} as const)) {
  test(`a system message that is refused ${how} is merged, and so from then on`, async () => {
    const { alpha, proxy } = await serve();
    alpha.queueFault(fault);
    const first = await chatStream(proxy, { body: withSystem });
    expect(streamedText(first.text)).toBe('alpha says hello 你好!');
    const second = await chatStream(proxy, { body: withSystem });
    expect(second.status).toBe(200);
    expect(bodies(alpha).map(({ messages }) => messages)).toEqual([
      withSystem.messages,
      mergedMessages,
      mergedMessages,
    ]);
    expect(proxy.fixes).toEqual([['system-role'], ['system-role']]);
  });
}

test('what is refused merged as well is not remembered, and asked for twice at most', async () => {
  const { alpha, proxy } = await serve();
  await alpha.setFault({ type: 'status', status: 400, message: refusals.system });
  const reply = await chatStream(proxy, { body: withSystem });
  expect(reply.status).toBe(400);
  expect(alpha.generations()).toHaveLength(2);
  expect(proxy.notes.refusals({ upstream: 'alpha', model: 'tiny:latest' })).toEqual([]);
});

test('a stream that was opened by silence still becomes one where plain JSON comes', async () => {
  const clock = createFakeClock();
  const { alpha, proxy } = await serve({ clock });
  const message = { role: 'assistant', content: 'Paris' };
  const text = JSON.stringify({ id: 'x', choices: [{ index: 0, message, finish_reason: 'stop' }] });
  await alpha.setFault({ type: 'body', text, waits: true });
  const pending = startChatStream(proxy, { headers: dbgptHeaders });
  await alpha.waitFor('generations', 1);
  clock.advance(10_000);
  const reply = await pending.answered;
  expect(reply.headers['content-type']).toContain('text/event-stream');
  alpha.release();
  expect(readChat(await reply.done)).toMatchObject({ kind: 'answer', text: 'Paris' });
});
