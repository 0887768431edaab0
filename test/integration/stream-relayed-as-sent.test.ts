import { expect, test } from 'vitest';
import { chat, chatStream, openChatStream } from '../support/chat.ts';
import type { Fault } from '../support/fake-script.ts';
import type { DialectName } from '../support/fake-types.ts';
import { send, streamedText } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const dialects: DialectName[] = ['ollama', 'lm-studio', 'llama-cpp', 'vllm', 'openai'];
const packings: Fault[] = [
  { type: 'two-in-one' },
  { type: 'split' },
  { type: 'crlf' },
  { type: 'usage' },
  { type: 'tool-call' },
  { type: 'reasoning' },
  { type: 'no-done' },
];

for (const dialect of dialects) {
  test(`${dialect}: a stream, an answer and a completion reach the client byte for byte`, async () => {
    const alpha = await scope.fake({ dialect });
    const core = await scope.core({ upstreams: [alpha] });
    const completion = { model: 'active', prompt: 'Once', stream: true };
    const replies = [
      await chatStream(core),
      await chat(core),
      await send({ port: core.port, path: '/v1/completions', body: completion }),
      await send({ port: core.port, path: '/v1/embeddings', body: { model: 'tiny-embed', input: ['a'] } }),
    ];
    for (const [index, reply] of replies.entries()) {
      expect(reply).toMatchObject({ status: 200, isComplete: true });
      expect(reply.text).toBe(alpha.exchanges[index]?.sent().toString());
    }
    expect(streamedText(replies[0]?.text ?? '')).toBe('alpha says hello 你好!');
  });

  test(`${dialect}: so it does however its events are packed, and whatever they hold`, async () => {
    const alpha = await scope.fake({ dialect });
    const core = await scope.core({ upstreams: [alpha] });
    for (const fault of packings) {
      alpha.queueFault(fault);
      const reply = await chatStream(core);
      expect(reply.bytes.equals(alpha.exchanges.at(-1)?.sent() ?? Buffer.alloc(0)), fault.type).toBe(true);
      expect(reply.isComplete, fault.type).toBe(true);
    }
  });
}

test('each event goes on when it comes', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const core = await scope.core({ upstreams: [alpha] });
  const reply = await openChatStream(core);
  for (const token of ['alpha', ' says', ' hello', ' 你好']) {
    await reply.waitForText(token);
    expect(alpha.exchanges[0]?.sent().toString()).toContain(token);
    expect(alpha.exchanges[0]?.sent().toString()).not.toContain('[DONE]');
    alpha.step();
  }
  alpha.release();
  expect((await reply.done).bytes).toEqual(alpha.exchanges[0]?.sent());
});

test('comments that a server sends while it reads the prompt do not spoil its stream', async () => {
  const alpha = await scope.fake();
  const event = 'data: {"choices":[{"index":0,"delta":{"content":"alpha"},"finish_reason":"stop"}]}\n\n';
  await alpha.setFault({ type: 'events', chunks: [':\n\n', ': still here\n\n', event, 'data: [DONE]\n\n'] });
  const core = await scope.core({ upstreams: [alpha] });
  const reply = await chatStream(core);
  expect(reply.status).toBe(200);
  expect(streamedText(reply.text)).toBe('alpha');
});

test('a stream that says nothing for 64 KB is opened all the same, and what follows is relayed', async () => {
  const alpha = await scope.fake();
  const empty = 'data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":null}]}\n\n';
  const late = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
  await alpha.setFault({ type: 'events', chunks: [empty.repeat(1000), late] });
  const reply = await chatStream(await scope.core({ upstreams: [alpha] }));
  expect(reply.status).toBe(200);
  expect(reply.text).toBe(empty.repeat(1000) + late);
});

test('a long answer that comes whole is relayed byte for byte, and a break of it is not hidden', async () => {
  const alpha = await scope.fake({ tokens: ['x'.repeat(300_000)] });
  const core = await scope.core({ upstreams: [alpha] });
  const whole = await chat(core);
  expect(whole.isComplete).toBe(true);
  expect(whole.text).toBe(alpha.exchanges[0]?.sent().toString());
  alpha.queueFault({ type: 'cut', afterChunks: 1 });
  const broken = await chat(core);
  expect(broken.isComplete).toBe(false);
});
