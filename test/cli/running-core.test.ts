import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRunningCore } from '../../main/cli/running-core.ts';
import { writeInstance } from '../../main/panel/instance-file.ts';
import type { Instance } from '../../shared/instance.ts';
import { buildAppState } from '../support/fake-core.ts';

let dataDir = '';
const servers: Server[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'modeltray-running-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(dataDir, { recursive: true, force: true });
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function place(change: Partial<Instance>): Promise<void> {
  await writeInstance(dataDir, {
    pid: process.pid,
    shell: 'headless',
    version: '1',
    proxy: null,
    control: 'http://127.0.0.1:1',
    token: 'T',
    ...change,
  });
}

const answers =
  (state: object): RequestListener =>
  (req, res) => {
    const isOurs = req.headers.authorization === 'Bearer T' && req.url === '/api/call/getState';
    res.writeHead(isOurs ? 200 : 401, { 'content-type': 'application/json' });
    res.end(JSON.stringify(isOurs ? { result: state } : { error: { code: 'not_authorized', message: '' } }));
  };

test('a core that answers to the token is found', async () => {
  const port = await listen(answers(buildAppState()));
  await place({ control: `http://127.0.0.1:${port}` });
  const found = await findRunningCore(dataDir);
  expect(found?.instance.pid).toBe(process.pid);
  expect(await found?.call('getState', {})).toMatchObject({ version: '1.2.3' });
});

test('no file, half a file, or another shape is none', async () => {
  expect(await findRunningCore(dataDir)).toBeNull();
  await writeFile(join(dataDir, 'instance.json'), '{"pid":');
  expect(await findRunningCore(dataDir)).toBeNull();
  await writeFile(join(dataDir, 'instance.json'), '{"pid":"1"}');
  expect(await findRunningCore(dataDir)).toBeNull();
});

test('a process that has ended is none, whoever has its port now', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  let asked = 0;
  const port = await listen((_req, res) => {
    asked += 1;
    res.end('{"result":{}}');
  });
  await place({ pid, control: `http://127.0.0.1:${port}` });
  expect(await findRunningCore(dataDir)).toBeNull();
  expect(asked).toBe(0);
});

test('a control that refuses the token, talks of another process, or is gone is none', async () => {
  const port = await listen(answers(buildAppState()));
  await place({ control: `http://127.0.0.1:${port}`, token: 'other' });
  expect(await findRunningCore(dataDir)).toBeNull();
  const elsewhere = await listen(answers(buildAppState({ pid: process.pid + 1 })));
  await place({ control: `http://127.0.0.1:${elsewhere}` });
  expect(await findRunningCore(dataDir)).toBeNull();
  await place({ control: 'http://127.0.0.1:1' });
  expect(await findRunningCore(dataDir)).toBeNull();
});

test.each([
  'http://evil.test:80',
  'https://127.0.0.1:5',
  'http://127.0.0.1:5/x',
  'http://127.0.0.1@evil.test:5',
])('the token is not sent to %s', async (control) => {
  await place({ control });
  expect(await findRunningCore(dataDir)).toBeNull();
});
