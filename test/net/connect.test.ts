import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNet } from '../../main/net/net.ts';
import type { Net, NetOptions, OutgoingConnect } from '../../main/net/net.ts';
import { createCounters } from '../support/counters.ts';
import { freePort } from '../support/ports.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Listens and counts who came, what they sent and how they left. */
async function listenerOf() {
  const counting = createCounters(['connections', 'bytes', 'ended', 'errors']);
  const server: Server = createServer((socket) => {
    counting.add('connections');
    socket.on('data', (piece) => counting.add('bytes', piece.length));
    socket.on('end', () => counting.add('ended'));
    socket.on('error', () => counting.add('errors'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { counting, port: (server.address() as AddressInfo).port };
}

function netOf(options: Partial<NetOptions> = {}): Net {
  const net = createNet({ ownPorts: () => new Set(), ...options });
  closers.push(() => net.close());
  return net;
}

const target = (port: number, more: Partial<OutgoingConnect> = {}): OutgoingConnect => ({
  purpose: 'health',
  host: '127.0.0.1',
  port,
  reach: 'this-machine',
  timeoutMs: 2000,
  ...more,
});

test('a listener is told by a connection that sends no byte and ends at once', async () => {
  const { counting, port } = await listenerOf();
  expect(await netOf().connect(target(port))).toEqual({ isOpen: true });
  await counting.waitFor('ended', 1);
  expect(counting.counts).toEqual({ connections: 1, bytes: 0, ended: 1, errors: 0 });
});

test('a name of this machine is connected too', async () => {
  const { counting, port } = await listenerOf();
  expect(await netOf().connect(target(port, { host: 'localhost' }))).toEqual({ isOpen: true });
  await counting.waitFor('ended', 1);
});

test('where nobody listens the system’s code comes back', async () => {
  const port = await freePort();
  for (const host of ['127.0.0.1', 'localhost']) {
    const outcome = await netOf().connect(target(port, { host }));
    expect(outcome, host).toEqual({ isOpen: false, code: 'ECONNREFUSED' });
  }
});

test.each(['127.0.0.1', 'localhost', '127.0.0.2', '[::1]'])(
  'our own listener is refused as %s before it is connected',
  async (host) => {
    const { counting, port } = await listenerOf();
    const net = netOf({ ownPorts: () => new Set([port]) });
    const outcome = await net.connect(target(port, { host }));
    expect(outcome).toEqual({ isOpen: false, code: 'MODELTRAY_SELF_LOOP' });
    expect(counting.counts.connections).toBe(0);
  },
);

test('what lies beyond the reach, or beyond a lock, is refused before it is connected', async () => {
  const outOfReach = { isOpen: false, code: 'MODELTRAY_OUT_OF_REACH' };
  expect(await netOf().connect(target(1, { host: '10.1.2.3' }))).toEqual(outOfReach);
  const locked = netOf({ limit: () => 'this-machine' });
  expect(await locked.connect(target(1, { host: '10.1.2.3', reach: 'unknown' }))).toEqual(outOfReach);
});

test('after the end none opens, and what was opening is given up', async () => {
  const { counting, port } = await listenerOf();
  const net = netOf();
  const opening = net.connect(target(port));
  await net.close();
  const closed = { isOpen: false, code: 'MODELTRAY_CLOSED' };
  expect(await opening).toEqual(closed);
  expect(await net.connect(target(port))).toEqual(closed);
  expect(counting.counts.bytes).toBe(0);
});
