import { expect, test } from 'vitest';
import { chat, chatStream } from '../support/chat.ts';
import { errorOf } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a kept connection that the server has closed meanwhile is tried once more', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  for (const ask of [chat, chatStream]) {
    await ask(core);
    const before = alpha.counters.resets;
    alpha.queueFault({ type: 'stale-socket' });
    const reply = await ask(core);
    expect(alpha.counters.resets).toBe(before + 1);
    expect(reply).toMatchObject({ status: 200, isComplete: true });
    expect(reply.headers['x-modeltray-attempts']).toBe('2');
  }
});

test('a server that resets every connection is given up after the second', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'cut-at-once' });
  const reply = await chat(core);
  expect(reply.status).toBe(502);
  expect(errorOf(reply).error.code).toBe('upstream_unreachable');
  expect(alpha.generations()).toHaveLength(2);
});

test('an answer that broke off after its first bytes is not asked for again', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'cut', afterChunks: 1 });
  await chatStream(core);
  expect(alpha.generations()).toHaveLength(1);
});
