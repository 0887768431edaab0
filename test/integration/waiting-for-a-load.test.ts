import { expect, test } from 'vitest';
import { chatPath, question } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf, start, streamedText } from '../support/http-client.ts';
import type { PendingReply } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();
const minuteMs = 60_000;
const askedAgainMs = 1000;

interface Loading {
  alpha: FakeUpstream;
  clock: FakeClock;
  core: RunningCore;
}

async function loading(): Promise<Loading> {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  const core = await scope.core(withTeam([alpha], {}, { clock }));
  await alpha.setFault({ type: 'loading' });
  return { alpha, clock, core };
}

function ask({ core }: Loading, stream: boolean): PendingReply {
  return start({ port: core.port, path: chatPath, body: { ...question, model: 'team', stream } });
}

/** Time passes as the proxy asks again and again. */
async function pass({ alpha, clock }: Loading, ms: number): Promise<void> {
  for (const end = clock.now() + ms; clock.now() < end;) {
    await clock.armed(askedAgainMs);
    const before = alpha.counters.generations;
    clock.advance(askedAgainMs);
    await alpha.waitFor('generations', before + 1);
  }
  await clock.armed(askedAgainMs);
}

test.each([true, false])('a load of 14 minutes reaches the client; stream: %s', async (stream) => {
  const at = await loading();
  const pending = ask(at, stream);
  await pass(at, 14 * minuteMs);
  await at.alpha.setFault(null);
  at.clock.advance(askedAgainMs);
  const reply = await (await pending.answered).done;
  expect(reply.status).toBe(200);
  if (!stream) expect(reply.headers['x-modeltray-attempts']).toBe('1');
  else {
    expect(streamedText(reply.text)).toBe('alpha says hello 你好!');
    // Kept alive all the while: clients give up after 20 s of silence.
    expect(reply.text.split(': waiting').length - 1).toBeGreaterThan(80);
  }
  const [server] = at.core.core.state().upstreams;
  expect(server).toMatchObject({ health: 'healthy', pausedUntil: null });
});

test('a load that takes longer than 15 minutes is told', async () => {
  const at = await loading();
  const pending = ask(at, false);
  await pass(at, 15 * minuteMs - askedAgainMs);
  at.clock.advance(askedAgainMs);
  const reply = await (await pending.answered).done;
  expect(reply.status).toBe(502);
  expect(errorOf(reply).error.message).toContain('Loading model');
});

test('one that is ready is asked before one that loads is waited for', async () => {
  const [alpha, beta] = [await scope.fake(), await scope.fake({ mark: 'beta' })];
  const core = await scope.core(withTeam([alpha, beta]));
  await alpha.setFault({ type: 'loading' });
  const reply = await (
    await start({ port: core.port, path: chatPath, body: { ...question, model: 'team' } }).answered
  ).done;
  expect(reply.headers['x-modeltray-upstream']).toBe('beta');
  expect(alpha.generations()).toHaveLength(1);
  const [server] = core.core.state().upstreams;
  expect(server).toMatchObject({ health: 'loading', healthSince: expect.any(Number) as number });
});
