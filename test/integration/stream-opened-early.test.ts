import { expect, test } from 'vitest';
import { chat, startChatStream } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { eventsOf, start, streamedText } from '../support/http-client.ts';
import type { OpenReply } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

interface Silence {
  alpha: FakeUpstream;
  clock: FakeClock;
  core: RunningCore;
  reply: OpenReply;
}

/** A stream whose server has been silent for ten seconds. */
async function silence(gate: 'hang' | 'hang-after-headers' = 'hang'): Promise<Silence> {
  const alpha = await scope.fake();
  await alpha.setFault({ type: gate });
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  const pending = startChatStream(core);
  await alpha.waitFor('generations', 1);
  clock.advance(10_000);
  return { alpha, clock, core, reply: await pending.answered };
}

test('after ten seconds of silence a stream is opened with a pending decision and a comment', async () => {
  const { reply } = await silence();
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toContain('text/event-stream');
  expect(reply.headers['x-modeltray-decision']).toBe('pending');
  expect(reply.headers['x-modeltray-request-id']).toMatch(/\S/);
  expect(reply.headers['x-modeltray-upstream']).toBeUndefined();
  expect(await reply.waitForText('\n\n')).toMatch(/^(:.*\n\n)+$/);
});

test('who answered follows in one comment, then the stream as the server sent it', async () => {
  const { alpha, reply } = await silence();
  alpha.release();
  const { text } = await reply.done;
  const sent = alpha.exchanges[0]?.sent().toString() ?? '';
  expect(text.endsWith(sent)).toBe(true);
  const before = text.slice(0, -sent.length);
  expect(before).toMatch(/^(:.*\n\n)+$/);
  const naming = before.split('\n').filter((line) => /alpha/.test(line));
  expect(naming).toHaveLength(1);
  expect(naming[0]).toContain(encodeURIComponent('tiny:latest'));
  expect(streamedText(text)).toBe('alpha says hello 你好!');
});

test('comments go on while the silence does', async () => {
  const { clock, reply, alpha } = await silence('hang-after-headers');
  await reply.waitForText('\n\n');
  const before = reply.received().length;
  clock.advance(10_000);
  alpha.release();
  const { bytes } = await reply.done;
  const sent = alpha.exchanges[0]?.sent() ?? Buffer.alloc(0);
  const comments = bytes.subarray(0, bytes.length - sent.length).toString();
  expect(comments.length).toBeGreaterThan(before);
  expect(comments).toMatch(/^(:.*\n\n)+$/);
});

test('a failure after the early opening is told in the stream', async () => {
  const { alpha, reply } = await silence();
  await alpha.setFault({ type: 'cut-at-once' });
  alpha.dropConnections();
  const { text, isComplete } = await reply.done;
  expect(isComplete).toBe(true);
  expect(text).not.toContain('[DONE]');
  const events = eventsOf(text);
  expect(events).toHaveLength(1);
  expect(JSON.parse(events[0] ?? '')).toMatchObject({
    error: { code: expect.any(String) as string },
    src: 'modeltray',
  });
});

test('a client that leaves after the early opening closes the connection to the server', async () => {
  const { alpha, reply } = await silence();
  reply.abort();
  await alpha.waitFor('aborted', 1);
  expect(alpha.counters).toMatchObject({ open: 0, requestsAfterAbort: 0 });
});

test('a quick failure keeps its status', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'status', status: 500 });
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  const pending = startChatStream(core);
  await clock.armed(500);
  clock.advance(500);
  const reply = await (await pending.answered).done;
  expect(reply.status).toBe(502);
});

test('an answer that comes whole waits for its result, however long', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'hang' });
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  const pending = start({
    port: core.port,
    path: '/v1/chat/completions',
    body: { model: 'active', messages: [] },
  });
  await alpha.waitFor('generations', 1);
  clock.advance(3_600_000);
  alpha.release();
  const reply = await (await pending.answered).done;
  expect(reply).toMatchObject({ status: 200, isComplete: true });
  expect(reply.text).toBe(alpha.exchanges[0]?.sent().toString());
  expect(reply.headers['x-modeltray-upstream']).toBe('alpha');
  await alpha.setFault(null);
  expect((await chat(core)).status).toBe(200);
});
