/** How long ModelTray waits is the user's to say, and holds from the next request on. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsPatchSchema, settingsSchema } from '../../shared/settings.ts';
import { chatPath, question } from '../support/chat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { FakeUpstream } from '../support/fake-upstream.ts';
import { errorOf, start } from '../support/http-client.ts';
import type { PendingReply } from '../support/http-client.ts';
import type { RunningCore } from '../support/run-core.ts';
import { useScope } from '../support/scope.ts';
import type { Team } from '../support/team.ts';
import { withTeam } from '../support/team.ts';

const scope = useScope();
const body = { ...question, model: 'team' };
const ask = (core: RunningCore): PendingReply => start({ port: core.port, path: chatPath, body });

async function open(
  limits: Team['limits'] = {},
): Promise<{ alpha: FakeUpstream; clock: FakeClock; core: RunningCore }> {
  const alpha = await scope.fake();
  const clock = createFakeClock();
  return { alpha, clock, core: await scope.core(withTeam([alpha], { limits }, { clock })) };
}

test('a load is waited for as long as the settings say', async () => {
  const { alpha, clock, core } = await open();
  await core.api.calls.updateSettings({ timeouts: { loadMs: 10_000 } });
  await alpha.setFault({ type: 'loading' });
  const pending = ask(core);
  for (let second = 1; second <= 10; second += 1) {
    await clock.armed(1_000);
    clock.advance(1_000);
    await alpha.waitFor('generations', second + 1);
  }
  const reply = await (await pending.answered).done;
  expect(reply.status).toBe(502);
  expect(errorOf(reply).error.message).toContain('Loading model');
});

test('a server that stays silent past the limit is given up; a limit of its own goes before', async () => {
  const { alpha, clock, core } = await open();
  await core.api.calls.updateSettings({ timeouts: { firstByteMs: 31_000 } });
  await alpha.setFault({ type: 'hang' });
  const pending = ask(core);
  await clock.armed(31_000);
  clock.advance(31_000);
  expect((await (await pending.answered).done).status).toBe(504);

  const own = await open({ alpha: { firstByteMs: 5_500 } });
  await own.core.api.calls.updateSettings({ timeouts: { firstByteMs: 31_000 } });
  await own.alpha.setFault({ type: 'hang' });
  const other = ask(own.core);
  await own.clock.armed(5_500);
  expect(own.clock.pending()).not.toContain(31_000);
  own.clock.advance(5_500);
  expect((await (await other.answered).done).status).toBe(504);
});

test('without a limit nobody is given up for being silent, and a limit can be taken off again', async () => {
  const { alpha, clock, core } = await open();
  await core.api.calls.updateSettings({ timeouts: { firstByteMs: 31_000 } });
  await core.api.calls.updateSettings({ timeouts: { firstByteMs: null } });
  await alpha.setFault({ type: 'hang' });
  const pending = ask(core);
  await alpha.waitFor('generations', 1);
  clock.advance(3_600_000);
  alpha.release();
  expect((await (await pending.answered).done).status).toBe(200);
});

test('a server that may finish for a client that left has as long as the settings say', async () => {
  const { alpha, clock, core } = await open({ alpha: { onAbort: 'drain' } });
  await core.api.calls.updateSettings({ timeouts: { drainMs: 20_000 } });
  await alpha.setFault({ type: 'hang' });
  const pending = ask(core);
  await alpha.waitFor('generations', 1);
  pending.abort();
  await clock.armed(20_000);
  clock.advance(20_000);
  await alpha.waitFor('aborted', 1);
});

test('a connection that does not open is given up after the limit, in the request after the change', async () => {
  const sockets = new Set<Socket>();
  // It takes the connection and never answers the handshake: to the proxy the connection is not open yet.
  const mute = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => void mute.listen(0, '127.0.0.1', resolve));
  scope.later(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => mute.close(resolve));
  });
  const baseUrl = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const upstream = { slug: 'mute', name: 'mute', kind: 'vllm', baseUrl };
  const pools = [{ candidates: [{ upstream: 'mute', model: 'm' }] }];
  const routes = [{ alias: 'team', chosen: 'user', pools }];
  const timeouts = { connectMs: 60_000 };
  const settings = { version: 1, upstreams: [upstream], routes, timeouts };
  const core = await scope.core({
    active: null,
    clock: createFakeClock(),
    prepare: (dataDir) => writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings)),
  });
  await core.api.calls.updateSettings({ timeouts: { connectMs: 500 } });
  expect((await (await ask(core).answered).done).status).toBeGreaterThanOrEqual(502);
});

test('what is out of range is refused, and files without these fields stay valid', () => {
  const isTaken = (timeouts: object): boolean => settingsPatchSchema.safeParse({ timeouts }).success;
  expect(isTaken({ loadMs: 9_999 })).toBe(false);
  expect(isTaken({ loadMs: 7_200_001 })).toBe(false);
  expect(isTaken({ connectMs: 499 })).toBe(false);
  expect(isTaken({ firstByteMs: 0 })).toBe(false);
  expect(isTaken({ loadMs: 10_000, firstByteMs: null, connectMs: 60_000, drainMs: 1_000 })).toBe(true);
  expect(settingsSchema.parse({ version: 1 }).timeouts).toEqual({
    loadMs: 900_000,
    firstByteMs: null,
    connectMs: 5_000,
    drainMs: 600_000,
  });
});
