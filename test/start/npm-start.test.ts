/** `npm start` as a user runs it: through npm, in processes of its own, on free ports and an empty data folder. */
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { instanceFileName, instanceSchema } from '../../shared/instance.ts';
import { listeningPorts, startProcess } from './support/started.ts';
import type { Started } from './support/started.ts';

const startLimitMs = 60_000;
/** The contract's own figure. */
const silentAfterMs = 5_000;

const hasCurl = spawnSync('curl', ['--version']).error === undefined;

let dataDir: string;
let started: Started[] = [];

beforeEach(async () => {
  await ensureBuilt({ log: () => {}, stream: null });
  dataDir = await mkdtemp(join(tmpdir(), 'modeltray-start-'));
}, startLimitMs);

afterEach(() => {
  for (const each of started) each.kill();
  started = [];
});

function flags(...more: string[]): string[] {
  return [
    'start',
    '--',
    '--demo',
    '--no-open',
    '--port',
    '0',
    '--panel-port',
    '0',
    '--data',
    dataDir,
    ...more,
  ];
}

function run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Started {
  const process = startProcess(command, args, env);
  started.push(process);
  return process;
}

interface Running {
  process: Started;
  baseUrl: string;
  ports: number[];
}

async function untilReady(process: Started): Promise<Running> {
  const [, baseUrl = '', proxyPort] = await process.printed(/^Proxy\s+(http:\/\/127\.0\.0\.1:(\d+)\/v1)$/m);
  const [, panelPort] = await process.printed(/^Panel\s+http:\/\/127\.0\.0\.1:(\d+)\/\?token=[\w-]+$/m);
  await process.printed(/Ctrl-C/);
  const ports = [Number(proxyPort), Number(panelPort)];
  expect(await listeningPorts(ports)).toEqual(ports);
  return { process, baseUrl, ports };
}

async function untilSilent(ports: readonly number[]): Promise<void> {
  await expect.poll(() => listeningPorts(ports), { timeout: silentAfterMs, interval: 100 }).toEqual([]);
}

async function corePid(): Promise<number> {
  const text = await readFile(join(dataDir, instanceFileName), 'utf8');
  return instanceSchema.parse(JSON.parse(text)).pid;
}

describe.skipIf(process.platform === 'win32')('npm start', { timeout: startLimitMs }, () => {
  test('prints both addresses and streams the answer of the demo', async () => {
    const { process, baseUrl } = await untilReady(run('npm', flags('--headless')));
    expect(process.output()).toContain('Without a window, as asked');
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'active',
        stream: true,
        messages: [{ role: 'user', content: 'light?' }],
      }),
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text.match(/^data: \{/gm)?.length).toBeGreaterThan(3);
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true);
  });

  test.skipIf(!hasCurl)('the printed curl gets an answer as it stands', async () => {
    const { process } = await untilReady(run('npm', flags('--headless')));
    const [, command = ''] = await process.printed(/(curl http.*)$/m);
    const shell = run('sh', ['-c', command]);
    expect(await shell.ended).toBe(0);
    expect(shell.output()).toContain('"chat.completion"');
  });

  test('SIGTERM to the node process: exit 0, npm too, and nothing listens', async () => {
    const { process: npm, ports } = await untilReady(run('npm', flags('--headless')));
    process.kill(await corePid(), 'SIGTERM');
    await untilSilent(ports);
    expect(await npm.ended).toBe(0);
    await expect(corePid()).rejects.toThrow();
  });

  test('SIGTERM to npm: nothing listens', async () => {
    const { process: npm, ports } = await untilReady(run('npm', flags('--headless')));
    process.kill(npm.pid, 'SIGTERM');
    await untilSilent(ports);
  });

  test.skipIf(process.platform !== 'linux')('SIGKILL to npm and its shell: nothing listens', async () => {
    const { process: npm, ports } = await untilReady(run('npm', flags('--headless')));
    const core = await corePid();
    for (const pid of await ancestorsBelow(npm.pid, core)) process.kill(pid, 'SIGKILL');
    await untilSilent(ports);
  });

  test('Ctrl-C: nothing listens', async () => {
    const { process: npm, ports } = await untilReady(run('npm', flags('--headless')));
    npm.interrupt();
    await untilSilent(ports);
  });

  test.skipIf(process.platform !== 'linux')('ended by timeout(1): nothing listens', async () => {
    const { process: timeout, ports } = await untilReady(
      run('timeout', ['-s', 'TERM', '8', 'npm', ...flags('--headless')]),
    );
    await timeout.ended;
    await untilSilent(ports);
  });

  test('a second start on the same folder says that it runs, with both addresses, and exits 0', async () => {
    const { baseUrl, ports } = await untilReady(run('npm', flags('--headless')));
    const second = run('npm', flags('--headless'));
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain(`ModelTray already runs (process ${await corePid()})`);
    expect(second.output()).toContain(baseUrl);
    expect(second.output()).toContain(`http://127.0.0.1:${ports[1] ?? 0}/`);
  });

  test.skipIf(process.platform !== 'linux')(
    'without a display it says so and goes on in the browser',
    async () => {
      const { process } = await untilReady(run('npm', flags()));
      expect(process.output()).toContain(
        'No display here: ModelTray runs in the browser instead. Nothing was downloaded.',
      );
    },
  );

  test.skipIf(process.platform !== 'linux')("in the user's language", async () => {
    const process = run('npm', flags(), { LC_ALL: 'zh_CN.UTF-8' });
    await process.printed(/当前环境没有图形界面/);
    await process.printed(/127\.0\.0\.1:\d+\/v1/);
  });

  test.skipIf(process.platform !== 'linux')(
    'a desktop app that gives up: why, the fix, and the browser',
    async () => {
      const program = join(dataDir, 'electron');
      const line = 'Running as root without --no-sandbox is not supported. See https://crbug.com/638180.';
      await writeFile(program, `#!/bin/sh\necho "[1:1/1.1:ERROR:zygote.cc(1)] ${line}" >&2\nexit 1\n`);
      await chmod(program, 0o755);
      const env = { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: dataDir };
      const { process } = await untilReady(run('npm', flags(), env));
      expect(process.output()).toContain(`The desktop app could not start: ${line}`);
      expect(process.output()).toContain('use an ordinary user account');
      expect(process.output()).toContain('ModelTray runs in the browser instead.');
    },
  );

  test('a flag that is wrong: what and exit 2', async () => {
    const process = run('npm', ['start', '--', '--headless', '--port', 'many', '--data', dataDir]);
    expect(await process.ended).toBe(2);
    expect(process.output()).toContain('--port');
  });
});

/** The processes from `top` down to the parent of `pid`. */
async function ancestorsBelow(top: number, pid: number): Promise<number[]> {
  const found: number[] = [];
  for (let current = await parentOf(pid); current > 1; current = await parentOf(current)) {
    found.push(current);
    if (current === top) return found;
  }
  throw new Error(`${pid} does not descend from ${top}`);
}

async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
}
