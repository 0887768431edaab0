import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { createFakeCore, buildAppState } from '../support/fake-core.ts';
import { send } from '../support/http-client.ts';
import { usePanels } from './panel.ts';

const panels = usePanels();
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function take(port: number, host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

const interfaces = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
const hasIpv6 = interfaces.some(({ address }) => address === '::1');

test.runIf(hasIpv6)('both families answer on one port', async () => {
  const panel = await panels.start(createFakeCore());
  for (const host of ['127.0.0.1', '::1']) {
    expect((await send({ port: panel.port, host, path: '/api/call/getState' })).status).toBe(401);
  }
});

test('nothing but the loopback is bound', async () => {
  const panel = await panels.start(createFakeCore());
  const outside = interfaces.find(({ internal, family }) => !internal && family === 'IPv4');
  if (outside === undefined) return;
  await expect(send({ port: panel.port, host: outside.address })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

test('a taken port is left alone and the next free one used', async () => {
  const taken = await take(0, '127.0.0.1');
  const panel = await panels.start(createFakeCore(), { port: taken });
  expect(panel.port).toBeGreaterThan(taken);
  expect(panel.control).toBe(`http://127.0.0.1:${panel.port}`);
});

test.runIf(hasIpv6)('a port that is taken in the other family is taken', async () => {
  const taken = await take(0, '::1');
  const panel = await panels.start(createFakeCore(), { port: taken });
  expect(panel.port).not.toBe(taken);
});

test('the proxy’s port is not moved onto', async () => {
  const taken = await take(0, '127.0.0.1');
  const { proxy, settings } = buildAppState();
  const core = createFakeCore({
    state: {
      proxy: { ...proxy, status: 'stopped', port: taken + 1 },
      settings: { ...settings, proxy: { ...settings.proxy, port: taken + 2 } },
    },
  });
  const panel = await panels.start(core, { port: taken });
  expect(panel.port).toBeGreaterThan(taken + 2);
});

test('nothing listens once it is stopped, though a reader was connected', async () => {
  const core = createFakeCore();
  const panel = await panels.start(core);
  const reply = await panel.open('/api/feed/state');
  await reply.waitForText('revision');
  await panel.stop();
  await reply.done;
  expect(core.listeners('state')).toBe(0);
  await expect(send({ port: panel.port })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
