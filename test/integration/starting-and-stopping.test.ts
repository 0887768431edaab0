import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { chat, chatAs, chatPath, openChatStream } from '../support/chat.ts';
import { corePorts, writeSettings } from '../support/core-ports.ts';
import { eventually } from '../support/eventually.ts';
import { freePort, isListening } from '../support/ports.ts';
import { useScope } from '../support/scope.ts';

const scope = useScope();

test('a core that is stopped while it starts listens on nothing', async () => {
  const port = await freePort();
  const core = createCore(await corePorts({ run: { port, demo: false, discover: false } }));
  const starting = core.start();
  await core.stop(0);
  await starting;
  expect(core.state().proxy).toMatchObject({ status: 'stopped', listeners: [] });
  expect(await isListening(port)).toBe(false);
  await expect(core.api.calls.startProxy({})).rejects.toMatchObject({ code: 'not_running' });
});

test('a core that was not started binds nothing and writes nothing', async () => {
  const ports = await corePorts();
  const core = createCore(ports);
  core.api.feeds.state(() => undefined)();
  const choice = { for: '0.6' as const, models: ['active'], withServerKey: false };
  await core.api.calls.renderExport({ ...choice, reveal: false });
  await expect(core.api.calls.startProxy({})).rejects.toMatchObject({ code: 'not_running' });
  expect(core.state().proxy.status).toBe('stopped');
  expect(await readdir(ports.dataDir)).toEqual([]);
});

test('the proxy that is started while it stops runs again once it has stopped', async () => {
  const alpha = await scope.fake();
  await alpha.setFault({ type: 'stall', afterChunks: 2 });
  const port = await freePort();
  const core = await scope.core({ upstreams: [alpha], run: { port } });
  const stream = await openChatStream(core);
  const changes = Promise.all([core.api.calls.stopProxy({}), core.api.calls.startProxy({})]);
  alpha.release();
  expect((await stream.done).text).toContain('[DONE]');
  await changes;
  expect(core.core.state().proxy).toMatchObject({ status: 'running', port });
  expect((await chat(core)).status).toBe(200);
});

test('a request whose body is still coming is told that ModelTray stops', async () => {
  const core = await scope.core({ upstreams: [await scope.fake()] });
  const socket = connect({ port: core.port, host: '127.0.0.1' });
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  const head = ['Host: 127.0.0.1', 'Expect: 100-continue', 'Content-Length: 100'].join('\r\n');
  socket.write(`POST ${chatPath} HTTP/1.1\r\n${head}\r\n\r\n`);
  // Node's word to go on is sent as the request is handed over.
  await eventually(() => received.includes('100 Continue'));
  await core.core.stop(0);
  await closed;
  expect(received).toMatch(/HTTP\/1\.1 503 [^]*"code":"stopping"/);
});

test('a folder that cannot be written is said, and requests are answered all the same', async () => {
  const alpha = await scope.fake({ models: [{ id: 'there', isLoaded: true }] });
  const text = message('error.not_writable', { path: 'settings.json', reason: 'full' });
  const settingsFile = {
    write: (): never => {
      throw new ModelTrayError('not_writable', text);
    },
  };
  const ports = await corePorts({ settingsFile });
  await writeSettings(ports.dataDir, {
    upstreams: [{ slug: 'alpha', name: 'alpha', kind: 'ollama', baseUrl: alpha.url }],
  });
  const core = createCore(ports);
  scope.later(() => core.stop(0));
  await core.start();
  const { proxy, notices } = core.state();
  expect(notices.map((notice) => notice.text)).toContainEqual(text);
  expect((await chatAs(proxy, 'there')).status).toBe(200);
});

test('an address in the settings file that is none counts as a broken file, and the core starts', async () => {
  const ports = await corePorts();
  await writeSettings(ports.dataDir, {
    upstreams: [{ slug: 'far', name: 'far', kind: 'ollama', baseUrl: 'http://far:99999' }],
  });
  const core = createCore(ports);
  scope.later(() => core.stop(0));
  await core.start();
  expect(core.state().proxy.status).toBe('running');
  expect(core.state().notices.map(({ id }) => id)).toContain('settings-broken');
});
