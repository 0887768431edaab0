import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { chat, chatPath, openChatStream, question } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { errorOf, eventsOf, send, start } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

function isListening(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('while it stops, what is new is 503 with the time to wait, and what runs may end', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'stall', afterChunks: 1 });
  const core = await scope.core({ upstreams: [alpha] });
  const running = await openChatStream(core);
  await running.waitForText('alpha');
  const stopped = core.core.stop(60_000);
  for (const reply of [await chat(core), await send({ port: core.port, path: '/v1/models' })]) {
    expect(reply.status).toBe(503);
    expect(errorOf(reply).error.code).toBe('stopping');
    expect(reply.headers['retry-after']).toBe('2');
    expect(reply.headers['x-should-retry']).not.toBe('false');
  }
  alpha.release();
  const { text } = await running.done;
  expect(text).toBe(alpha.exchanges[0]?.sent().toString());
  await stopped;
  expect(await isListening(core.port, '127.0.0.1')).toBe(false);
});

test('after the grace a stream ends with an error event and an answer with 503', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  alpha.queueFault({ type: 'stall', afterChunks: 2 });
  const stream = await openChatStream(core);
  await stream.waitForText(' says');
  alpha.queueFault({ type: 'hang' });
  const whole = start({ port: core.port, path: chatPath, body: question });
  await alpha.waitFor('generations', 2);
  const stopped = core.core.stop(4000);
  clock.advance(4000);
  const [ended, answer] = [await stream.done, await (await whole.answered).done];
  expect(JSON.parse(eventsOf(ended.text).at(-1) ?? '')).toMatchObject({ error: { code: 'stopping' } });
  expect(ended.text).not.toContain('[DONE]');
  expect(ended.isComplete).toBe(true);
  expect(answer.status).toBe(503);
  expect(errorOf(answer).error.code).toBe('stopping');
  await alpha.waitFor('aborted', 2);
  clock.advance(5000);
  await stopped;
  for (const host of ['127.0.0.1', '::1']) expect(await isListening(core.port, host), host).toBe(false);
});

test('a second stop with a shorter grace shortens the first, and both end', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'hang' });
  const pending = start({ port: core.port, path: chatPath, body: question });
  await alpha.waitFor('generations', 1);
  const first = core.core.stop(3_600_000);
  await core.core.stop(0);
  await first;
  expect((await (await pending.answered).done).status).toBe(503);
});

test('the proxy that was stopped by its user can be started again on the same port', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await core.api.calls.stopProxy({});
  expect(core.core.state().proxy.status).toBe('stopped');
  expect(await isListening(core.port, '127.0.0.1')).toBe(false);
  await core.api.calls.startProxy({});
  const { status, port } = core.core.state().proxy;
  expect(status).toBe('running');
  expect((await chat({ port })).status).toBe(200);
});
