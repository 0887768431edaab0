import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { heartbeatMs } from '../../main/panel/feed-stream.ts';
import type { RequestRow } from '../../shared/app-state.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeCore } from '../support/fake-core.ts';
import { buildRow } from '../support/request-rows.ts';
import { linesOf, usePanels } from './panel.ts';

const panels = usePanels();

test('a feed begins with what is and goes on with every change', async () => {
  const core = createFakeCore({ state: { revision: 7 } });
  const panel = await panels.start(core);
  const reply = await panel.open('/api/feed/state');
  expect(reply.headers['content-type']).toContain('application/x-ndjson');
  await reply.waitForText('"revision":7');
  core.setState({ version: '9.9.9' });
  const text = await reply.waitForText('"revision":8');
  expect(linesOf(text)).toMatchObject([
    { revision: 7, version: '1.2.3' },
    { revision: 8, version: '9.9.9' },
  ]);
});

test('a reader that leaves is unsubscribed', async () => {
  const core = createFakeCore();
  const panel = await panels.start(core);
  const reply = await panel.open('/api/feed/state');
  await reply.waitForText('revision');
  expect(core.listeners('state')).toBe(1);
  reply.abort();
  await expect.poll(() => core.listeners('state')).toBe(0);
});

test('a page that follows the state is an open window until it leaves; other feeds are none', async () => {
  const core = createFakeCore();
  const panel = await panels.start(core);
  const pages = [await panel.open('/api/feed/state'), await panel.open('/api/feed/state')];
  const requests = await panel.open('/api/feed/requests');
  await Promise.all([...pages.map((page) => page.waitForText('revision')), requests.waitForText('added')]);
  expect(core.openWindows()).toBe(2);
  pages[0]?.abort();
  await expect.poll(() => core.openWindows()).toBe(1);
  pages[1]?.abort();
  await expect.poll(() => core.openWindows()).toBe(0);
  requests.abort();
});

test('silence is broken by an empty line every 15 s', async () => {
  const clock = createFakeClock();
  const core = createFakeCore();
  const panel = await panels.start(core, { clock });
  const reply = await panel.open('/api/feed/requests');
  const first = await reply.waitForText('\n');
  expect(first).toBe('{"added":[]}\n');
  clock.advance(heartbeatMs - 1);
  clock.advance(1);
  expect(await reply.waitForText('\n\n')).toBe('{"added":[]}\n\n');
  clock.advance(heartbeatMs);
  expect(await reply.waitForText('\n\n\n')).toBe('{"added":[]}\n\n\n');
});

test('no timer is left behind by a reader that left', async () => {
  const clock = createFakeClock();
  const core = createFakeCore();
  const panel = await panels.start(core, { clock });
  const reply = await panel.open('/api/feed/state');
  await reply.waitForText('revision');
  reply.abort();
  await expect.poll(() => clock.pending()).toEqual([]);
});

/** A reader that takes the headers and then nothing until it is told to. */
async function slowReader(port: number, token: string, feed: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /api/feed/${feed} HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await once(socket, 'readable');
  return {
    async readUntil(text: string): Promise<string> {
      let all = '';
      socket.setEncoding('utf8');
      for await (const piece of socket as AsyncIterable<string>) {
        all += piece;
        if (all.includes(text, all.length - piece.length - text.length)) break;
      }
      return all;
    },
  };
}

test('a slow reader gets the newest state, not a growing queue', async () => {
  const core = createFakeCore();
  const panel = await panels.start(core);
  const reader = await slowReader(panel.port, panel.token, 'state');
  const ballast = 'x'.repeat(100_000);
  const rounds = 400;
  for (let n = 1; n <= rounds; n += 1) {
    core.setState({ dataDir: `${ballast}${n}`, version: `v${n}` });
    // Lets the socket take what it can.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const all = await reader.readUntil(`"version":"v${rounds}"`);
  const versions = [...all.matchAll(/"version":"(v\d+)"/g)].map(([, version]) => version);
  expect(versions.at(-1)).toBe(`v${rounds}`);
  expect(versions.length).toBeLessThan(rounds);
});

const row = (id: number): RequestRow =>
  buildRow(`r${id}`, { startedAt: id, path: `/v1/${'x'.repeat(50_000)}` });

test('rows that wait for a slow reader come together, the newest of them', async () => {
  const core = createFakeCore();
  const panel = await panels.start(core);
  const reader = await slowReader(panel.port, panel.token, 'requests');
  const rounds = 450;
  for (let n = 1; n <= rounds; n += 1) {
    core.push({ added: [row(n)] });
    await new Promise((resolve) => setImmediate(resolve));
  }
  const all = await reader.readUntil('"missed":true');
  const ids = [...all.matchAll(/"id":"r(\d+)"/g)].map(([, id]) => Number(id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(ids.length).toBeLessThan(rounds);
  expect(ids.slice(-200)).toEqual(Array.from({ length: 200 }, (_, n) => rounds - 199 + n));
});
