/** R1 where nothing is being sent: the other phases are in client-gone.test.ts. */
import { expect, test } from 'vitest';
import { chatPath, question } from '../support/chat.ts';
import { eventually } from '../support/eventually.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { Fault } from '../support/fake-script.ts';
import { start } from '../support/http-client.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();

/** What the server does, how long the proxy then pauses, how long the client hears nothing. */
const phases: [phase: string, fault: Fault, pauseMs: number][] = [
  ['in the queue', { type: 'hang' }, 300_000],
  ['in the wait for a load', { type: 'loading' }, 1000],
  ['in the pause before a second try', { type: 'status', status: 500 }, 500],
];

for (const [phase, fault, pauseMs] of phases) {
  test.each([true, false])(`a client that leaves ${phase} ends it at once; stream: %s`, async (stream) => {
    const alpha = await scope.fake();
    const clock = createFakeClock();
    const core = await scope.core(withTeam([alpha], { limits: { alpha: { maxConcurrent: 1 } } }, { clock }));
    await alpha.setFault(fault);
    const ask = () =>
      start({ port: core.port, path: chatPath, body: { ...question, model: 'team', stream } });
    const isQueue = fault.type === 'hang';
    if (isQueue) {
      ask();
      await alpha.waitFor('generations', 1);
    }
    const pending = ask();
    await clock.armed(pauseMs);
    const { generations } = alpha.counters;
    pending.abort();
    await eventually(() => !clock.pending().includes(pauseMs));
    await alpha.setFault(null);
    alpha.release();
    clock.advance(3_600_000);
    const { rows } = await core.api.calls.listRequests({ limit: 10 });
    expect(rows.at(isQueue ? -1 : 0)).toMatchObject({ outcome: 'cancelled', status: 499 });
    expect(alpha.counters.generations).toBe(generations);
  });
}

test('a server told to drain finishes for a client that left, and keeps its place until then', async () => {
  const alpha = await scope.fake();
  const limits = { alpha: { maxConcurrent: 1, onAbort: 'drain' } } as const;
  const clock = createFakeClock();
  const core = await scope.core(withTeam([alpha], { limits }, { clock }));
  const body = { ...question, model: 'team', stream: true };
  alpha.queueFault({ type: 'stall', afterChunks: 2 });
  const leaver = await start({ port: core.port, path: chatPath, body }).answered;
  await leaver.waitForText(' says');
  leaver.abort();
  const next = start({ port: core.port, path: chatPath, body });
  await clock.armed(300_000);
  expect(alpha.counters).toMatchObject({ aborted: 0, open: 1, generations: 1 });
  expect(core.core.state().upstreams[0]?.inFlight).toBe(1);
  alpha.release();
  expect((await next.answered).status).toBe(200);
  expect(alpha.counters).toMatchObject({ aborted: 0 });
  expect(alpha.exchanges[0]?.sent().toString()).toContain('[DONE]');
});

test('draining has an end', async () => {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core(withTeam([alpha], { limits: { alpha: { onAbort: 'drain' } } }, { clock }));
  await alpha.setFault({ type: 'hang' });
  const pending = start({ port: core.port, path: chatPath, body: { ...question, model: 'team' } });
  await alpha.waitFor('generations', 1);
  pending.abort();
  await clock.armed(600_000);
  clock.advance(600_000);
  await alpha.waitFor('aborted', 1);
  expect(core.core.state().upstreams[0]?.inFlight).toBe(0);
});
