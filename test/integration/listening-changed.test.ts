import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import { bearer, chat, openChatStream } from '../support/chat.ts';
import { corePorts } from '../support/core-ports.ts';
import { freePort, isListening } from '../support/ports.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

test('of two ports wanted at once the later holds, and nothing stays on the other', async () => {
  const core = await scope.core();
  const { calls } = core.api;
  const [first, second] = [await freePort(), await freePort()];
  await Promise.all([first, second].map((port) => calls.updateSettings({ proxy: { port } })));
  const { proxy, settings } = core.core.state();
  expect([proxy.port, settings.proxy.port]).toEqual([second, second]);
  expect([await isListening(first), await isListening(second)]).toEqual([false, true]);
});

test('a taken port takes back its own change and not the one that came with it', async () => {
  const taken = await scope.fake();
  const core = await scope.core();
  const { calls } = core.api;
  const moving = calls.updateSettings({ proxy: { port: taken.port } });
  const tightening = calls.updateSettings({ proxy: { requireKey: 'always' } });
  await expect(moving).rejects.toMatchObject({ code: 'port_taken' });
  await tightening;
  expect(core.core.state().settings.proxy).toMatchObject({ port: 9999, requireKey: 'always' });
  expect(core.core.state().proxy.port).toBe(core.port);
});

test.runIf(process.platform === 'linux')(
  'Docker’s address is added on the same port, and needs the key',
  async () => {
    const core = await scope.core({ upstreams: [await scope.fake()] });
    await core.api.calls.updateSettings({ proxy: { listen: 'docker', dockerAddress: '127.0.0.2' } });
    const { proxy } = core.core.state();
    expect(proxy.port).toBe(core.port);
    expect(proxy.listeners).toContain(`127.0.0.2:${core.port}`);
    expect((await chat(core, { host: '127.0.0.2' })).status).toBe(401);
    expect((await chat(core, { host: '127.0.0.2', headers: bearer(core.localKey) })).status).toBe(200);
    expect((await chat(core)).status).toBe(200);
  },
);

test('a stream outlives two moves of the proxy', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'stall', afterChunks: 2 });
  const core = await scope.core({ upstreams: [alpha] });
  const stream = await openChatStream(core);
  await core.api.calls.updateSettings({ proxy: { port: await freePort() } });
  await core.api.calls.updateSettings({ proxy: { listen: 'all' } });
  alpha.release();
  expect((await stream.done).text).toContain('[DONE]');
});

test.runIf(hasIpv6)('a port that another program has on ::1 is taken', async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen({ port, host: '::1' }, () => resolve()));
  scope.later(() => new Promise<void>((resolve) => void other.close(() => resolve())));
  const core = createCore(await corePorts({ run: { port, demo: false, discover: false } }));
  scope.later(() => core.stop(0));
  await core.start();
  expect(core.state().proxy).toMatchObject({ status: 'error', error: { key: 'notice.portTaken' } });
  expect(await isListening(port)).toBe(false);
});
