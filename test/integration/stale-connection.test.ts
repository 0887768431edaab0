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

test('idle connections that a restarting server killed cost no request', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await Promise.all(Array.from({ length: 10 }, () => chat(core)));
  for (const ask of [chat, chatStream]) {
    alpha.dropConnections();
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(core)));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  }
  expect(core.core.state().upstreams[0]).toMatchObject({ health: 'healthy', pausedUntil: null });
});

test('ten stale connections at once are ten second tries, and pause no server', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await Promise.all(Array.from({ length: 10 }, () => chat(core)));
  for (let n = 0; n < 10; n += 1) alpha.queueFault({ type: 'stale-socket' });
  const replies = await Promise.all(Array.from({ length: 10 }, () => chat(core)));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(alpha.counters.resets).toBeGreaterThan(0);
  expect(core.core.state().upstreams[0]?.pausedUntil).toBeNull();
});
