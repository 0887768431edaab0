import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { channels } from '../../shared/bridge.ts';
import * as standIn from './electron-stand-in.ts';

const { app, ipcMain, powerMonitor, record, resetStandIn, system } = standIn;

// Every launch evaluates the entry anew, against this one stand-in.
const held = vi.hoisted((): { standIn: object } => ({ standIn: {} }));
held.standIn = standIn;
vi.mock('electron', () => ({ ...held.standIn, default: held.standIn }));

const { argv } = process;
const emitter: NodeJS.EventEmitter = process;
const listened = ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let before: Map<string, unknown[]>;
let dataDir = '';

// Reading the whole program for the first time is no part of any test's time.
beforeAll(async () => {
  await Promise.all([import('../../main/core.ts'), import('../../main/desktop/desktop-shell.ts')]);
}, 120_000);
beforeEach(async () => {
  resetStandIn();
  vi.resetModules();
  before = new Map(listened.map((name) => [name, emitter.listeners(name)]));
  dataDir = await mkdtemp(join(tmpdir(), 'modeltray-app-'));
});
afterEach(async () => {
  process.argv = argv;
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error');
  for (const name of listened) {
    for (const listener of emitter.listeners(name) as (() => void)[]) {
      if (before.get(name)?.includes(listener) !== true) emitter.removeListener(name, listener);
    }
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs the entry as Electron would, on free ports and a folder of its own. */
async function launch(...extra: string[]): Promise<void> {
  const flags = ['--port', '0', '--panel-port', '0', '--data', dataDir, '--demo', '--ozone-platform=x11'];
  process.argv = ['electron', '.', ...flags, ...extra];
  await import('../../main/index.ts');
}

const instance = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(dataDir, 'instance.json'), 'utf8').catch(() => 'null'));
const ended = () => vi.waitFor(() => expect(record.exitCode).not.toBeNull(), { timeout: 8000 });

function ourPage() {
  const contents = record.windows[0]?.webContents;
  if (contents === undefined) throw new Error('There is no window.');
  return { contents, event: { sender: contents, senderFrame: { url: contents.getURL(), parent: null } } };
}

async function quitFromTray(): Promise<void> {
  record.trays[0]?.menu.click('Quit');
  await ended();
}

test('what must come before the app is ready comes before it, in order', async () => {
  await launch();
  expect(record.order.slice(0, 5)).toEqual([
    'registerSchemes',
    'setPath userData',
    'setPath sessionData',
    'lock',
    'whenReady',
  ]);
  expect(record.paths.get('userData')).toBe(join(dataDir, 'electron'));
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  await quitFromTray();
});

test('the first start opens the window, and its calls reach a running core', async () => {
  await launch();
  await vi.waitFor(() => expect(record.windows[0]?.isVisible()).toBe(true), { timeout: 8000 });
  const { event } = ourPage();
  await vi.waitFor(
    async () => {
      const reply = await ipcMain.invoke(channels.call, event, { name: 'getState', input: {} });
      expect(reply).toMatchObject({
        result: { shell: 'desktop', proxy: { status: 'running' }, panelUrl: null },
      });
    },
    { timeout: 8000 },
  );
  expect(await instance()).toMatchObject({
    pid: process.pid,
    shell: 'desktop',
    control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
  });
  await quitFromTray();
  expect([record.exitCode, await instance(), record.windows[0]?.isGone]).toEqual([0, null, true]);
});

test('a question in the window is answered by the demo, through the proxy', async () => {
  await launch();
  await vi.waitFor(() => expect(record.windows).toHaveLength(1), { timeout: 8000 });
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  const { contents, event } = ourPage();
  ipcMain.emit(channels.open, event, { kind: 'jobs', id: 1, name: 'ask', input: { prompt: 'hello' } });
  await vi.waitFor(
    () =>
      expect(contents.sent.at(-1)).toMatchObject({ message: { id: 1, end: { result: { isDemo: true } } } }),
    { timeout: 8000 },
  );
  await quitFromTray();
});

test('--no-open, as at login, starts into the tray; a second launch shows the window', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  expect(record.windows).toHaveLength(0);
  app.emit('second-instance');
  expect(record.windows[0]?.isVisible()).toBe(true);
  app.emit('window-all-closed');
  await quitFromTray();
});

test('quitting is held back for a clean end, unless the system shuts down', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  const preventDefault = vi.fn();
  app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  await ended();
});

test('a system that shuts down is not held back, by the window least of all', async () => {
  await launch();
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  const preventDefault = vi.fn();
  powerMonitor.emit('shutdown');
  app.emit('before-quit', { preventDefault });
  expect([preventDefault.mock.calls.length, record.windows[0]?.isGone]).toEqual([0, true]);
  await quitFromTray();
});

test('a helper process of Chromium’s that ends is logged, unless it was to end', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 });
  await quitFromTray();
  const log = await readFile(join(dataDir, 'logs', 'modeltray.log'), 'utf8');
  expect(log).toMatch(/"type":"GPU","reason":"crashed","exitCode":139/);
  expect(log).not.toContain('clean-exit');
});

test('the look is set when it changes, not with every state', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  expect(record.order.filter((step) => step.startsWith('theme'))).toEqual([]);
  await quitFromTray();
});

test('--headless becomes the Node entry of the same build, before anything is locked or shown', async () => {
  const execve = vi.fn();
  const had = Object.getOwnPropertyDescriptor(process, 'execve');
  Object.defineProperty(process, 'execve', { value: execve, configurable: true });
  await launch('--headless', '--no-discover');
  if (had === undefined) Reflect.deleteProperty(process, 'execve');
  else Object.defineProperty(process, 'execve', had);
  const entry = join(process.cwd(), 'out', 'main', 'headless.mjs');
  const flags = ['--headless', '--port', '0', '--panel-port', '0', '--data', dataDir];
  const args = [process.execPath, entry, 'serve', ...flags, '--demo', '--no-discover'];
  const env = expect.objectContaining({ ELECTRON_RUN_AS_NODE: '1' }) as unknown;
  expect(execve.mock.calls).toEqual([[process.execPath, args, env]]);
  expect(record.order).toEqual([]);
});

test('an installed app says in a box why it cannot start; a clone says it on stderr alone', async () => {
  await writeFile(join(dataDir, 'logs'), 'in the way of a folder');
  const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  await launch();
  await ended();
  expect(record.boxes).toMatchObject([{ type: 'error', message: 'ModelTray could not start' }]);
  expect([record.exitCode, record.boxes[0]?.detail]).toEqual([1, expect.stringContaining('logs')]);
  resetStandIn();
  system.isPackaged = false;
  vi.resetModules();
  await launch();
  await ended();
  expect([record.exitCode, record.boxes]).toEqual([1, []]);
  expect(said.mock.calls.flat().join()).toContain('logs');
  said.mockRestore();
});

test('a second launch while the first one is not up yet says so, and ends well', async () => {
  system.hasLock = false;
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await launch();
  await ended();
  expect([record.exitCode, said.mock.calls.flat().join()]).toEqual([0, expect.stringContaining('already')]);
  said.mockRestore();
});

test('a second launch says where the first one is, and ends', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  const first = { tray: record.trays[0] };
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  system.hasLock = false;
  vi.resetModules();
  await launch();
  await ended();
  expect(said.mock.calls.flat().join('\n')).toMatch(
    new RegExp(`ModelTray already runs \\(process ${process.pid}\\)[^]*http://127\\.0\\.0\\.1:\\d+/v1`),
  );
  said.mockRestore();
  expect([record.exitCode, record.trays.length]).toEqual([0, 1]);
  record.exitCode = null;
  first.tray?.menu.click('Quit');
  await ended();
});

test('beside a core without a window it says where that is, opens its page, and ends', async () => {
  const state = { pid: process.pid, locale: 'en', panelUrl: 'http://127.0.0.1:9/' };
  const proxy = { status: 'running', baseUrl: 'http://127.0.0.1:8/v1' };
  const control = createServer((_request, response) => {
    response.end(JSON.stringify({ result: { ...state, proxy } }));
  });
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  const { port } = control.address() as AddressInfo;
  const file = {
    pid: process.pid,
    shell: 'headless',
    version: '0.1.0',
    proxy: proxy.baseUrl,
    token: 'secret',
  };
  const text = JSON.stringify({ ...file, control: `http://127.0.0.1:${port}` });
  await writeFile(join(dataDir, 'instance.json'), text);
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await launch();
  await ended();
  control.close();
  const link = 'http://127.0.0.1:9/?token=secret';
  expect(said.mock.calls.flat()).toEqual([
    `ModelTray already runs (process ${process.pid}).`,
    'Proxy  http://127.0.0.1:8/v1',
    `Panel  ${link}`,
  ]);
  said.mockRestore();
  expect([record.exitCode, record.order.at(-2), record.trays]).toEqual([0, `openExternal ${link}`, []]);
});

test('a terminal that was closed does not end the app', async () => {
  await launch('--no-open');
  await vi.waitFor(() => expect(record.trays[0]?.tooltip).toContain('demo answers'), { timeout: 8000 });
  for (const stream of [process.stdout, process.stderr]) {
    expect(() => stream.emit('error', new Error('EPIPE'))).not.toThrow();
  }
  await quitFromTray();
});

test('a bad flag is said, and nothing is opened', async () => {
  system.isPackaged = false;
  const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  await launch('--port', 'many');
  await ended();
  expect([record.exitCode, record.order.includes('lock')]).toEqual([2, false]);
  expect(said.mock.calls.flat().join()).toContain('many');
  said.mockRestore();
});
