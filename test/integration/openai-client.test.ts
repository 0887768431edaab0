import OpenAI, { NotFoundError } from 'openai';
import { expect, test } from 'vitest';
import { useScope } from '../support/scope.ts';
import type { RunningCore } from '../support/run-core.ts';

const scope = useScope();
const messages = [{ role: 'user', content: 'Hello there' }] as const;

function clientOf({ proxyUrl }: RunningCore, apiKey = 'sk-aaaaa'): OpenAI {
  return new OpenAI({ baseURL: proxyUrl, apiKey, maxRetries: 2 });
}

test('a chat', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const answer = await clientOf(core).chat.completions.create({ model: 'active', messages: [...messages] });
  expect(answer.choices[0]?.message.content).toBe('alpha says hello 你好!');
  expect(answer.usage?.completion_tokens).toBe(5);
});

test('a stream, from each dialect', async () => {
  for (const dialect of ['ollama', 'lm-studio', 'llama-cpp', 'vllm', 'openai'] as const) {
    const core = await scope.core({ upstreams: [await scope.fake({ dialect })] });
    const stream = await clientOf(core).chat.completions.create({
      model: 'gpt-4o',
      messages: [...messages],
      stream: true,
    });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    expect(text, dialect).toBe('alpha says hello 你好!');
  }
});

test('an abort is seen by the server', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const stream = await clientOf(core).chat.completions.create({
    model: 'active',
    messages: [...messages],
    stream: true,
  });
  for await (const chunk of stream) {
    expect(chunk.choices[0]?.delta.content).toBe('alpha');
    stream.controller.abort();
  }
  await alpha.waitFor('aborted', 1);
  expect(alpha.counters).toMatchObject({ generations: 1, requestsAfterAbort: 0 });
});

test('a tool call, whole and streamed', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'tool-call' });
  const client = clientOf(core);
  const answer = await client.chat.completions.create({ model: 'active', messages: [...messages] });
  const call = { function: { name: 'get_weather', arguments: '{"city":"Paris"}' } };
  expect(answer.choices[0]?.message.tool_calls?.[0]).toMatchObject(call);
  const streamed = await client.chat.completions
    .stream({ model: 'active', messages: [...messages] })
    .finalChatCompletion();
  expect(streamed.choices[0]?.message.tool_calls?.[0]).toMatchObject(call);
  expect(streamed.choices[0]?.finish_reason).toBe('tool_calls');
});

test('an error’s message reaches the user, and is not asked for three times', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'status', status: 500, message: 'out of memory' });
  const request = clientOf(core).chat.completions.create({ model: 'active', messages: [...messages] });
  await expect(request).rejects.toThrow(/502.*alpha.*out of memory/);
  // Twice: a server that is alone gets a second chance here; the client asks no more.
  expect(alpha.generations()).toHaveLength(2);
});

test('a failure in the middle of a stream is thrown with our message', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'cut', afterChunks: 2 });
  const stream = await clientOf(core).chat.completions.create({
    model: 'active',
    messages: [...messages],
    stream: true,
  });
  const read = async (): Promise<void> => {
    for await (const chunk of stream) expect(chunk.choices).toHaveLength(1);
  };
  await expect(read()).rejects.toThrow(/alpha/);
});

test('embeddings, the model list and a missing model', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const client = clientOf(core, core.localKey);
  const { data } = await client.embeddings.create({
    model: 'tiny-embed',
    input: ['a', 'b'],
    encoding_format: 'float',
  });
  expect(data.map(({ index }) => index)).toEqual([0, 1]);
  const ids = [];
  for await (const { id } of client.models.list()) ids.push(id);
  expect(ids).toContain('active');
  const missing = client.embeddings.create({ model: 'nope', input: 'a' });
  await expect(missing).rejects.toThrow(NotFoundError);
});
