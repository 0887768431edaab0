import { expect, test } from 'vitest';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import { chatAs, chatPath, modelIn, question } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf, start } from '../support/http-client.ts';
import type { PendingReply, Reply } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();

interface Busy {
  alpha: FakeUpstream;
  clock: FakeClock;
  core: RunningCore;
  first: PendingReply;
}

/** A server that takes one at once and has one that hangs. */
async function busy(limits: Partial<UpstreamLimits> = {}): Promise<Busy> {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core(
    withTeam([alpha], { limits: { alpha: { maxConcurrent: 1, ...limits } } }, { clock }),
  );
  alpha.queueFault({ type: 'hang' });
  const first = ask(core, 'first');
  await alpha.waitFor('generations', 1);
  return { alpha, clock, core, first };
}

/** `who` goes along in the body, to be told apart at the server. */
function ask(core: RunningCore, who: string, stream = false): PendingReply {
  return start({ port: core.port, path: chatPath, body: { ...question, model: 'team', user: who, stream } });
}

const whole = async (pending: PendingReply): Promise<Reply> => (await pending.answered).done;

/** Its queue limit is the timer that a request waits by. */
const queueWaitMs = 300_000;
const waiting = (clock: FakeClock): number => clock.pending().filter((ms) => ms === queueWaitMs).length;

async function line(core: RunningCore, clock: FakeClock, names: readonly string[]): Promise<PendingReply[]> {
  const all: PendingReply[] = [];
  for (const name of names) {
    all.push(ask(core, name));
    await eventually(() => waiting(clock) === all.length);
  }
  return all;
}

test('who finds no place waits, and is served in the order of arrival, one at a time', async () => {
  const { alpha, clock, core } = await busy();
  const all = await line(core, clock, ['a', 'b', 'c', 'd', 'e']);
  expect(alpha.generations()).toHaveLength(1);
  alpha.release();
  const replies = await Promise.all(all.map(whole));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const order = alpha.generations().map(({ body }) => (JSON.parse(body) as { user: string }).user);
  expect(order).toEqual(['first', 'a', 'b', 'c', 'd', 'e']);
  expect(alpha.generations().map(({ body }) => modelIn(body))).toContain('tiny:latest');
});

test('a full queue is 429 with the time to wait, and asks the server nothing', async () => {
  const { alpha, clock, core } = await busy({ queueLength: 2 });
  await line(core, clock, ['a', 'b']);
  const reply = await whole(ask(core, 'c'));
  expect(reply.status).toBe(429);
  expect(errorOf(reply).error.code).toBe('queue_full');
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  expect(reply.headers['x-should-retry']).toBeUndefined();
  expect(alpha.generations()).toHaveLength(1);
});

test('a queue of length 0 lets nobody wait', async () => {
  const { core } = await busy({ queueLength: 0 });
  expect((await whole(ask(core, 'a'))).status).toBe(429);
});

test('who waited as long as it may is told so', async () => {
  const { clock, core } = await busy();
  const [late] = await line(core, clock, ['a']);
  clock.advance(queueWaitMs);
  expect((await late?.answered)?.status).toBe(429);
});

test('a client that leaves the queue makes room in it, and is never asked for', async () => {
  const { alpha, clock, core } = await busy({ queueLength: 1 });
  const [leaver] = await line(core, clock, ['leaver']);
  leaver?.abort();
  await eventually(() => waiting(clock) === 0);
  const [stayer] = await line(core, clock, ['stayer']);
  alpha.release();
  expect((await stayer?.answered)?.status).toBe(200);
  await alpha.waitFor('finished', 2);
  expect(alpha.generations()).toHaveLength(2);
});

test('a place comes back whatever became of the request that had it', async () => {
  const { alpha, core, first } = await busy();
  first.abort();
  await alpha.waitFor('aborted', 1);
  for (const fault of [{ type: 'html' }, { type: 'error-in-200' }, { type: 'body', text: 'OK' }] as const) {
    alpha.queueFault(fault);
    expect((await chatAs(core, 'team')).status).toBe(502);
  }
  expect((await chatAs(core, 'team')).status).toBe(200);
});

test('a stream that waits for a place is kept alive, and its answer follows whole', async () => {
  const { alpha, clock, core } = await busy();
  const pending = ask(core, 'stream', true);
  await eventually(() => waiting(clock) === 1);
  clock.advance(10_000);
  const reply = await pending.answered;
  await reply.waitForText(': waiting');
  alpha.release();
  const { text } = await reply.done;
  expect(text).toContain('data: [DONE]');
  expect(text).not.toContain('"error"');
});

test('a full server’s request goes to the next group at once', async () => {
  const [alpha, beta] = [await scope.fake(), await scope.fake({ mark: 'beta' })];
  const limits = { alpha: { maxConcurrent: 1, queueLength: 0 } };
  const core = await scope.core(withTeam([alpha, beta], { pools: [[alpha], [beta]], limits }));
  await alpha.setFault({ type: 'hang' });
  ask(core, 'first');
  await alpha.waitFor('generations', 1);
  const reply = await chatAs(core, 'team');
  expect(reply.headers['x-modeltray-upstream']).toBe('beta');
  expect(reply.headers['x-modeltray-attempts']).toBe('1');
});
