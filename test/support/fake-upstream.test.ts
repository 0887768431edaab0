import { Agent, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startFakeUpstream } from './fake-upstream.ts';
import type { FakeUpstream, FakeUpstreamOptions } from './fake-upstream.ts';
import type { Fault } from './fake-script.ts';
import type { DialectName } from './fake-types.ts';
import { eventsOf, jsonOf, open, send, start, streamedText } from './http-client.ts';
import type { Reply } from './http-client.ts';

let opened: FakeUpstream[] = [];
afterEach(async () => {
  await Promise.all(opened.map((fake) => fake.close()));
  opened = [];
});

async function fakeOf(options: Partial<FakeUpstreamOptions> = {}): Promise<FakeUpstream> {
  const fake = await startFakeUpstream({ dialect: 'ollama', mark: 'alpha', ...options });
  opened.push(fake);
  return fake;
}

const question = { model: 'tiny', messages: [{ role: 'user', content: 'Hello there' }] };
const path = '/v1/chat/completions';
const ask = ({ port }: FakeUpstream, body: object = question): Promise<Reply> => send({ port, path, body });
const askStream = (fake: FakeUpstream, more: object = {}): Promise<Reply> =>
  ask(fake, { ...question, stream: true, ...more });

/** The names of an object's members, in order, down to where lists and texts begin. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.entries(value).map(([name, member]) => [name, shapeOf(member)]);
}

// Lines of recorded answers: Ollama 0.32.15 and llama-server b10587.
const recorded = {
  ollamaFirst:
    '{"id":"chatcmpl-97","object":"chat.completion.chunk","created":1795221325,"model":"tiny","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"fol"},"finish_reason":null}]}',
  ollamaUsage:
    '{"id":"chatcmpl-297","object":"chat.completion.chunk","created":1795221325,"model":"tiny","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":16,"total_tokens":46}}',
  ollamaWhole:
    '{"id":"chatcmpl-882","object":"chat.completion","created":1795221325,"model":"tiny","system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"fol"},"finish_reason":"length"}],"usage":{"prompt_tokens":30,"completion_tokens":16,"total_tokens":46}}',
  ollamaText:
    '{"id":"cmpl-775","object":"text_completion","created":1795221388,"choices":[{"text":"fol","index":0,"finish_reason":null}],"model":"tiny","system_fingerprint":"fp_ollama"}',
  llamaFirst:
    '{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1795220524,"id":"chatcmpl-UD","model":"tiny","system_fingerprint":"b10587-3f545becc","object":"chat.completion.chunk"}',
  llamaSecond:
    '{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"fol"}}],"created":1795220524,"id":"chatcmpl-UD","model":"tiny","system_fingerprint":"b10587-3f545becc","object":"chat.completion.chunk"}',
};

test('an Ollama stream has the recorded shapes, its last chunk ending with [DONE]', async () => {
  const fake = await fakeOf();
  const { text, headers } = await askStream(fake, { stream_options: { include_usage: true } });
  const events = eventsOf(text);
  expect(headers['content-type']).toBe('text/event-stream');
  expect(shapeOf(JSON.parse(events[0] ?? ''))).toEqual(shapeOf(JSON.parse(recorded.ollamaFirst)));
  expect(shapeOf(JSON.parse(events.at(-2) ?? ''))).toEqual(shapeOf(JSON.parse(recorded.ollamaUsage)));
  expect(events.at(-1)).toBe('[DONE]');
  expect(streamedText(text)).toBe('alpha says hello 你好!');
});

test('an Ollama answer and an Ollama completion have the recorded shapes', async () => {
  const fake = await fakeOf();
  expect(shapeOf(jsonOf(await ask(fake)))).toEqual(shapeOf(JSON.parse(recorded.ollamaWhole)));
  const { text } = await send({
    port: fake.port,
    path: '/v1/completions',
    body: { model: 'tiny', prompt: 'Once', stream: true },
  });
  expect(shapeOf(JSON.parse(eventsOf(text)[0] ?? ''))).toEqual(shapeOf(JSON.parse(recorded.ollamaText)));
});

test('an unknown model is 404 at Ollama, and answered all the same by llama-server', async () => {
  const body = { ...question, model: 'no-such-model' };
  const missing = await ask(await fakeOf(), body);
  expect(missing.status).toBe(404);
  expect(missing.text).toBe(
    '{"error":{"message":"model \'no-such-model\' not found","type":"not_found_error","param":null,"code":null}}',
  );
  expect((await ask(await fakeOf({ dialect: 'llama-cpp' }), body)).status).toBe(200);
});

test('llama-server sends two events in its first chunk and closes after the stream', async () => {
  const fake = await fakeOf({ dialect: 'llama-cpp' });
  await fake.setFault({ type: 'stall', afterChunks: 1 });
  const reply = await open({ port: fake.port, path, body: { ...question, stream: true } });
  const events = eventsOf(await reply.waitForText('alpha'));
  expect(reply.headers.server).toBe('llama.cpp');
  expect(events.map((event) => shapeOf(JSON.parse(event)))).toEqual(
    [recorded.llamaFirst, recorded.llamaSecond].map((line) => shapeOf(JSON.parse(line))),
  );
  fake.release();
  expect(eventsOf((await reply.done).text).at(-1)).toBe('[DONE]');
});

test('llama-server that loads says so on every path as it was recorded', async () => {
  const fake = await fakeOf({ dialect: 'llama-cpp' });
  await fake.setFault({ type: 'loading', everywhere: true });
  for (const reply of [await askStream(fake), await send({ port: fake.port, path: '/v1/models' })]) {
    expect(reply.status).toBe(503);
    expect(reply.text).toBe('{"error":{"message":"Loading model","type":"unavailable_error","code":503}}');
  }
});

test('what a request does to a server beside its answer is counted', async () => {
  const counted = async (dialect: DialectName, asked: [method: 'GET' | 'POST', path: string][]) => {
    const fake = await fakeOf({ dialect });
    for (const [method, each] of asked) {
      await send({ port: fake.port, path: each, ...(method === 'POST' ? { body: question } : {}) });
    }
    const { errorLines, generations, loads } = fake.counters;
    return { errorLines, generations, loads };
  };
  const looks: [DialectName, string[]][] = [
    ['lm-studio', ['/lmstudio-greeting', '/v1/models', '/api/v0/models']],
    ['sglang', ['/v1/models', '/model_info', '/server_info']],
    ['ollama', ['/v1/models', '/api/tags', '/api/ps', '/api/version']],
  ];
  for (const [dialect, paths] of looks) {
    const asked = paths.map((each): ['GET', string] => ['GET', each]);
    expect(await counted(dialect, asked), dialect).toEqual({ errorLines: 0, generations: 0, loads: 0 });
  }
  expect(await counted('lm-studio', [['GET', '/health']])).toMatchObject({ errorLines: 1 });
  expect(await counted('sglang', [['GET', '/health']])).toMatchObject({ generations: 1 });
  expect(await counted('ollama', [['POST', path]])).toMatchObject({ generations: 1, loads: 1 });
});

test('a generation below another path than /v1 is one as well', async () => {
  const fake = await fakeOf({ dialect: 'docker-model-runner' });
  const reply = await send({ port: fake.port, path: `/engines${path}`, body: question });
  expect([reply.status, fake.generations().length]).toEqual([200, 1]);
});

test('each dialect lists its models where its software does', async () => {
  const lists = [
    ['ollama', '/api/tags', 'models'],
    ['llama-cpp', '/v1/models', 'data'],
    ['lm-studio', '/api/v0/models', 'data'],
    ['vllm', '/v1/models', 'data'],
    ['openai', '/v1/models', 'data'],
  ] as const;
  for (const [dialect, listPath, member] of lists) {
    const fake = await fakeOf({ dialect });
    expect(jsonOf(await send({ port: fake.port, path: listPath }))[member], dialect).toHaveLength(2);
  }
});

test('a key is asked for everywhere but on /health', async () => {
  const fake = await fakeOf({ dialect: 'llama-cpp', key: 'sk-right' });
  expect((await ask(fake)).status).toBe(401);
  expect((await send({ port: fake.port, path: '/health' })).status).toBe(200);
  const headers = { authorization: 'Bearer sk-right' };
  expect((await send({ port: fake.port, path, headers, body: question })).status).toBe(200);
});

test('what came is recorded: names as written, body, connection', async () => {
  const fake = await fakeOf();
  await send({
    port: fake.port,
    path: `${path}?a=1`,
    headers: { 'X-Mixed': 'yes' },
    body: '{"model":"tiny"}',
  });
  const [request] = fake.requests;
  expect(request).toMatchObject({
    method: 'POST',
    path: `${path}?a=1`,
    body: '{"model":"tiny"}',
    connection: 1,
  });
  expect(request?.rawHeaders).toContain('X-Mixed');
});

test('a refused connection is refused until the fault is taken back', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'refuse' });
  await expect(ask(fake)).rejects.toThrow('ECONNREFUSED');
  await fake.setFault(null);
  expect((await ask(fake)).status).toBe(200);
});

test('a hanging answer sends nothing until it is released', async () => {
  const fake = await fakeOf();
  fake.queueFault({ type: 'hang' });
  const pending = start({ port: fake.port, path, body: question });
  await fake.waitFor('generations', 1);
  expect(fake.exchanges[0]?.sent()).toHaveLength(0);
  fake.release();
  expect((await (await pending.answered).done).status).toBe(200);
});

test('a dripping stream goes on by steps, and its client’s leaving is counted', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'drip' });
  const pending = start({ port: fake.port, path, body: { ...question, stream: true } });
  await fake.waitFor('generations', 1);
  fake.step();
  const reply = await pending.answered;
  await reply.waitForText('alpha');
  expect(fake.counters.eventsSent).toBe(1);
  reply.abort();
  await fake.waitFor('aborted', 1);
  expect(fake.counters).toMatchObject({ open: 0, requestsAfterAbort: 0 });
});

test('a cut stream breaks after the chunks it was told, and is not an abort', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'cut', afterChunks: 2 });
  const reply = await askStream(fake);
  expect(reply.isComplete).toBe(false);
  expect(streamedText(reply.text)).toBe('alpha says');
  await fake.waitUntil('the answer to be over', ({ open: count }) => count === 0);
  expect(fake.counters.aborted).toBe(0);
});

test('a cut answer that comes whole breaks in its middle', async () => {
  const fake = await fakeOf();
  await fake.setFault({ type: 'cut', afterChunks: 1 });
  const reply = await ask(fake);
  expect(reply.isComplete).toBe(false);
  expect(reply.text.length).toBeGreaterThan(0);
});

test('a stale socket is reset once it carries its second request', async () => {
  const fake = await fakeOf();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(question);
      const req = request({ port: fake.port, path, method: 'POST', agent }, (res) => {
        res.resume().on('end', () => resolve(res.statusCode ?? 0));
      });
      req.on('error', reject).end(body);
    });
  fake.queueFault({ type: 'stale-socket' });
  expect(await get()).toBe(200);
  await expect(get()).rejects.toThrow(/ECONNRESET|hang up/);
  expect(await get()).toBe(200);
  expect(fake.counters.resets).toBe(1);
  agent.destroy();
});

test('faults of the wire keep the text, whatever they do to its packing', async () => {
  const packings: Fault['type'][] = ['two-in-one', 'split', 'crlf', 'no-done', 'usage'];
  for (const type of packings) {
    const fake = await fakeOf({ mark: `alpha-${type}` });
    await fake.setFault({ type } as Fault);
    const { text } = await askStream(fake);
    expect(streamedText(text), type).toBe(`alpha-${type} says hello 你好!`);
    expect(text.includes('[DONE]'), type).toBe(type !== 'no-done');
  }
});

test('a split stream has pieces that begin inside a character', async () => {
  const fake = await fakeOf();
  fake.queueFault({ type: 'split' });
  await askStream(fake);
  const pieces = fake.exchanges[0]?.pieces() ?? [];
  expect(Buffer.concat(pieces).toString()).toContain('你好');
  expect(pieces.some((piece) => piece.toString().startsWith('\ufffd'))).toBe(true);
});

test('broken answers are broken as they claim', async () => {
  const fake = await fakeOf();
  const expectations: [Fault, number, RegExp][] = [
    [{ type: 'html' }, 200, /^<!DOCTYPE html>.*alpha/],
    [{ type: 'error-in-200' }, 200, /^\{"error":"alpha/],
    [{ type: 'error-first-event' }, 200, /^data: \{"error":\{"message":"alpha/],
    [{ type: 'malformed-event' }, 200, /data: \{"choices":\[\{\n\n/],
    [{ type: 'rate-limited', retryAfterSeconds: 7 }, 429, /alpha: slow down/],
    [{ type: 'tool-call' }, 200, /"tool_calls"/],
    [{ type: 'reasoning' }, 200, /"reasoning":"Let"/],
  ];
  for (const [fault, status, pattern] of expectations) {
    fake.queueFault(fault);
    const reply = await askStream(fake);
    expect(reply.status, fault.type).toBe(status);
    expect(reply.text, fault.type).toMatch(pattern);
  }
});

test('every answer names its server', async () => {
  const fake = await fakeOf({ dialect: 'vllm', mark: 'gamma' });
  for (const each of ['/version', '/v1/models', '/nothing']) {
    expect((await send({ port: fake.port, path: each })).headers['x-fake-mark']).toBe('gamma');
  }
});
