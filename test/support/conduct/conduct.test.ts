import { expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import type { FakeUpstream, FakeUpstreamOptions } from '../fake-upstream.ts';
import { jsonOf, open, send, streamedText } from '../http-client.ts';
import type { Reply } from '../http-client.ts';
import { useScope } from '../scope.ts';
import { exemplary } from './conduct.ts';
import { conducts } from './index.ts';
import { countPrompt, countTokens, tokenise } from './tokens.ts';

const scope = useScope();
const path = '/v1/chat/completions';
const fakeOf = (options: Partial<FakeUpstreamOptions> = {}): Promise<FakeUpstream> =>
  scope.fake({ dialect: 'openai', conduct: exemplary, ...options });

const asking = (content: string, more: object = {}): Record<string, unknown> => ({
  model: 'tiny:latest',
  messages: [{ role: 'user', content }],
  ...more,
});
const ask = ({ port }: FakeUpstream, content: string, more: object = {}): Promise<Reply> =>
  send({ port, path, body: asking(content, more) });
const choiceOf = (reply: Reply): unknown => (jsonOf(reply).choices as unknown[])[0];

test('tokens lose nothing', () => {
  for (const text of ['Say OK.', '你好，世界 👋', ' leading and trailing ', '{"ok":true}']) {
    expect(tokenise(text).join('')).toBe(text);
  }
  expect(countTokens('word '.repeat(100).trim())).toBe(100);
});

test('what the server says that it counted is what the fake counted', async () => {
  const fake = await fakeOf();
  const { usage } = jsonOf(await ask(fake, 'Repeat this: one two three')) as {
    usage: { prompt_tokens: number; completion_tokens: number };
  };
  expect(usage.prompt_tokens).toBe(countPrompt(asking('Repeat this: one two three')));
  expect(usage.completion_tokens).toBe(3);
  expect(fake.counters).toMatchObject({
    promptTokens: usage.prompt_tokens,
    completionTokens: usage.completion_tokens,
  });
});

test('a limit and a stop word are honoured with their reasons', async () => {
  const fake = await fakeOf();
  expect(choiceOf(await ask(fake, 'A long story.', { max_tokens: 5 }))).toMatchObject({
    finish_reason: 'length',
  });
  const stopped = await ask(fake, 'Count to twelve.', { stop: ['seven'] });
  expect(choiceOf(stopped)).toMatchObject({
    message: { content: 'one two three four five six ' },
    finish_reason: 'stop',
  });
  expect(fake.counters.completionTokens).toBe(5 + 7);
});

test('an overlong prompt is refused, or cut and counted as cut', async () => {
  const long = 'word '.repeat(exemplary.context + 10);
  expect((await ask(await fakeOf(), long)).status).toBe(400);
  const cut = await ask(await fakeOf({ conduct: conducts.koboldcpp }), long, { max_tokens: 1 });
  expect(jsonOf(cut).usage).toMatchObject({ prompt_tokens: exemplary.context / 2 });
});

test('a stream comes token by token, in one lump, or without its end', async () => {
  const texts = async (fake: FakeUpstream): Promise<[string, number]> => {
    const { text } = await ask(fake, 'Repeat this: 你好 world', { stream: true });
    return [streamedText(text), text.split('"content":"').length - 1];
  };
  expect(await texts(await fakeOf())).toEqual(['你好 world', 4]);
  expect(await texts(await fakeOf({ conduct: conducts.koboldcpp }))).toEqual(['你好 world', 2]);
  const { text } = await ask(await fakeOf({ conduct: conducts['transformers-serve'] }), 'Hi', {
    stream: true,
  });
  expect(text).not.toContain('[DONE]');
});

test('with one slot the second waits for the first; with two they run together', async () => {
  for (const [slots, most] of [
    [1, 1],
    [2, 2],
  ] as const) {
    const fake = await fakeOf({ dialect: 'llama-cpp', conduct: { ...exemplary, slots, busyPath: '/slots' } });
    const watching = { isOver: false, most: 0 };
    const both = Promise.all([1, 2].map(() => ask(fake, 'A long story.', { max_tokens: 200 }))).finally(
      () => {
        watching.isOver = true;
      },
    );
    while (!watching.isOver) {
      const { text } = await send({ port: fake.port, path: '/slots' });
      const busy = (JSON.parse(text) as { is_processing: boolean }[]).filter((slot) => slot.is_processing);
      watching.most = Math.max(watching.most, busy.length);
    }
    await both;
    expect(watching.most).toBe(most);
  }
});

test('a client that leaves ends its generation, or is generated for unread', async () => {
  for (const runsOn of [false, true]) {
    const fake = await fakeOf({ conduct: { ...exemplary, runsOn } });
    const body = asking('A long story.', { max_tokens: 300, stream: true });
    const reply = await open({ port: fake.port, path, body });
    await reply.waitForText('tree');
    reply.abort();
    await fake.waitFor('aborted', 1);
    if (runsOn) await eventually(() => fake.counters.completionTokens === 300);
    expect(fake.counters.unreadTokens > 0).toBe(runsOn);
    expect(fake.counters.completionTokens < 300).toBe(!runsOn);
  }
});

test('a model that is not loaded is loaded by its first generation, and by nothing else', async () => {
  const fake = await fakeOf({ models: [{ id: 'tiny:latest', isLoaded: false }] });
  await send({ port: fake.port, path: '/v1/models' });
  expect(fake.counters.loads).toBe(0);
  await ask(fake, 'Hi');
  await ask(fake, 'Hi');
  expect(fake.counters.loads).toBe(1);
});
