/** R10: a connection that was kept over a sleep may be dead without knowing it, and carries no request any more. */
import { expect, test } from 'vitest';
import { chat, openChatStream } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const hourMs = 3_600_000;
const lastConnection = (fake: FakeUpstream): number => fake.requests.at(-1)?.connection ?? 0;

test('after a wake that a shell tells, each request has a connection that was opened since', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await Promise.all(Array.from({ length: 5 }, () => chat(core)));
  const { connections } = alpha.counters;
  await chat(core);
  expect(alpha.counters.connections, 'kept while awake').toBe(connections);
  core.core.reportSleep();
  core.core.reportWake();
  const replies = await Promise.all(Array.from({ length: 5 }, () => chat(core)));
  for (const { headers } of replies) expect(headers['x-modeltray-attempts']).toBe('1');
  const since = alpha.generations().slice(6);
  expect(since).toHaveLength(5);
  for (const { connection } of since) expect(connection).toBeGreaterThan(connections);
  expect(alpha.counters.resets).toBe(0);
});

test('after a sleep that nobody told of, from the first timer on', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core({ upstreams: [alpha], clock });
  await chat(core);
  const { connections } = alpha.counters;
  clock.jump(hourMs);
  clock.advance(0);
  await eventually(() => alpha.counters.connections > connections);
  await chat(core);
  expect(lastConnection(alpha)).toBeGreaterThan(connections);
});

test('a stream that has come through the sleep goes on to its end', async () => {
  const alpha = await scope.fake();
  const core = await scope.core({ upstreams: [alpha] });
  await alpha.setFault({ type: 'stall', afterChunks: 2 });
  const reply = await openChatStream(core);
  await reply.waitForText(' says');
  core.core.reportSleep();
  core.core.reportWake();
  alpha.release();
  const { text, isComplete } = await reply.done;
  expect(isComplete).toBe(true);
  expect(text).toBe(alpha.exchanges[0]?.sent().toString());
});
