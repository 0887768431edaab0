import { writeFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runElectron } from '../../scripts/start/run-electron.mjs';

let folder: string;
let stopping: AbortController;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modeltray-electron-'));
  stopping = new AbortController();
});
afterEach(() => void vi.useRealTimers());

const file = (name: string): string => join(folder, name);

/**
 * A program in Electron's place: it gets the same arguments, `ready(proxy)` does what the app does when it is, and
 * `onceThere(name, then)` goes on when the test has made that file.
 */
async function writeProgram(body: string): Promise<string> {
  const path = file('electron');
  const helpers = `
    const fs = require('node:fs'), folder = ${JSON.stringify(folder)} + '/';
    const ready = (proxy) => fs.writeFileSync(folder + 'instance.json', JSON.stringify({ pid: process.pid, proxy }));
    const onceThere = (name, then) =>
      fs.existsSync(folder + name) ? then() : setTimeout(onceThere, 10, name, then);`;
  await writeFile(path, `#!${process.execPath}\n${helpers}\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

let heard: string;
let proxies: string[];

async function run(body: string, args: string[] = [], env: NodeJS.ProcessEnv = process.env) {
  heard = '';
  proxies = [];
  const program = await writeProgram(body);
  return runElectron({
    program,
    root: folder,
    args,
    dataDir: folder,
    env,
    onProxy(baseUrl) {
      proxies.push(baseUrl);
      writeFileSync(file('told'), '');
    },
    stopping: stopping.signal,
    stderr: (text) => (heard += text),
  });
}

describe.skipIf(process.platform === 'win32')('the desktop app as a child process', () => {
  test('it gets the app and the arguments, and no --no-sandbox', async () => {
    const outcome = await run(
      `ready(); require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'args'))}, JSON.stringify(process.argv.slice(2)));`,
      ['--port', '0'],
    );
    expect(outcome).toEqual({ end: 'exited', code: 0 });
    const args: unknown = JSON.parse(await readFile(join(folder, 'args'), 'utf8'));
    expect(args).toEqual([folder, '--port', '0']);
  });

  test('ended before it was ready: failed, with what it said', async () => {
    const outcome = await run('console.error("no usable sandbox"); process.exitCode = 1;');
    expect(outcome).toEqual({ end: 'failed', stderr: 'no usable sandbox\n' });
  });

  test('ended by a signal before it was ready: failed, though nothing was said', async () => {
    expect(await run("process.kill(process.pid, 'SIGKILL')")).toEqual({ end: 'failed', stderr: '' });
  });

  test('ended after it was ready: its exit code is ours', async () => {
    expect(await run('ready(); process.exitCode = 7;')).toEqual({ end: 'exited', code: 7 });
  });

  test('a second start that only woke the running app is no failure', async () => {
    await writeFile(join(folder, 'instance.json'), JSON.stringify({ pid: process.pid }));
    expect(await run('')).toEqual({ end: 'exited', code: 0 });
  });

  test('nor is one that woke an app which has not written its instance file yet', async () => {
    expect(await run('')).toEqual({ end: 'exited', code: 0 });
  });

  test('an instance file that a crashed app left is not taken for readiness', async () => {
    await writeFile(join(folder, 'instance.json'), JSON.stringify({ pid: 2 ** 30 }));
    expect(await run('process.exitCode = 1;')).toMatchObject({ end: 'failed' });
  });

  test('told to stop, it ends the app with SIGTERM and exits cleanly', async () => {
    const ended = join(folder, 'ended');
    const outcome = run(
      `process.on('SIGTERM', () => { require('node:fs').writeFileSync(${JSON.stringify(ended)}, 'SIGTERM'); process.exit(0); });
       setInterval(() => {}, 1000); ready(); require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'up'))}, '');`,
    );
    await expect
      .poll(() => readFile(join(folder, 'up'), 'utf8').catch(() => null), { timeout: 10_000 })
      .toBe('');
    stopping.abort();
    expect(await outcome).toEqual({ end: 'exited', code: 0 });
    expect(await readFile(ended, 'utf8')).toBe('SIGTERM');
  });

  test('a program that cannot be run is a failure with a reason', async () => {
    const outcome = await runElectron({
      program: join(folder, 'nowhere'),
      root: '/',
      args: [],
      dataDir: folder,
      stopping: stopping.signal,
    });
    expect(outcome).toMatchObject({ end: 'failed' });
    expect(outcome).toHaveProperty('stderr', expect.stringContaining('ENOENT'));
  });

  test('it is no plain Node, whatever the editor’s terminal says', async () => {
    const told = join(folder, 'told');
    const body = `ready(); require('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.env.ELECTRON_RUN_AS_NODE));`;
    await run(body, [], { ...process.env, ELECTRON_RUN_AS_NODE: '1' });
    expect(await readFile(told, 'utf8')).toBe('undefined');
  });

  test('its proxy’s address is told once, when it runs', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const url = 'http://127.0.0.1:9/v1';
    const ended = run(
      `ready(null); onceThere('go', () => { ready('${url}'); onceThere('end', () => {}); });`,
    );
    const written = () => readFile(file('instance.json'), 'utf8').catch(() => '');
    await expect.poll(written, { timeout: 10_000 }).toContain('null');
    vi.advanceTimersByTime(1000);
    expect(proxies).toEqual([]);
    await writeFile(file('go'), '');
    await expect.poll(written, { timeout: 10_000 }).toContain(url);
    vi.advanceTimersByTime(1000);
    expect(proxies).toEqual([url]);
    await writeFile(file('end'), '');
    expect(await ended).toEqual({ end: 'exited', code: 0 });
  });

  const bus = '[7:1126/101500.1:ERROR:dbus/bus.cc:408] Failed to connect to the bus';
  const boom = '[7:1126/101501.2:FATAL:x.cc:1] Boom.';
  const say = (...lines: string[]): string =>
    lines.map((line) => `console.error(${JSON.stringify(line)});`).join('');

  test('Chromium’s noise is kept from the terminal, and what the app says is not', async () => {
    await run(`ready(); ${say(bus, 'the disk is full', 'libva error: /dev/dri/renderD128')}`);
    expect(heard).toBe('the disk is full\n');
    await run(`ready(); ${say(bus)}`, [], { ...process.env, ELECTRON_ENABLE_LOGGING: '1' });
    expect(heard).toBe(`${bus}\n`);
  });

  test('a crash after the start says its last words', async () => {
    const crash = "onceThere('told', () => { process.exitCode = 3; });";
    const ready = "ready('http://127.0.0.1:9/v1');";
    expect(await run(`${say(bus, boom)} ${ready} ${crash}`)).toEqual({ end: 'exited', code: 3 });
    expect(heard).toBe(`${boom}\n`);
  });

  test('a failure keeps all of it, for whoever has to explain it', async () => {
    expect(await run(`${say(bus, boom)} process.exitCode = 1;`)).toEqual({
      end: 'failed',
      stderr: `${bus}\n${boom}\n`,
    });
  });
});
