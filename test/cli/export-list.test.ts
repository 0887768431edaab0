import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createCore } from '../../main/core.ts';
import type { CorePorts } from '../../main/core.ts';
import { corePorts, writeSettings } from '../support/core-ports.ts';
import type { CommandLine, Ran } from './command-line.ts';
import { useCommandLine } from './command-line.ts';

const lines = useCommandLine();
let ports: CorePorts;
let line: CommandLine;

const settings = {
  upstreams: [{ slug: 'alpha', name: 'Alpha', kind: 'ollama', baseUrl: 'http://127.0.0.1:5' }],
  routes: [
    { alias: 'active', pools: [{ candidates: [{ upstream: 'alpha', model: 'tiny' }] }], chosen: 'user' },
  ],
  demo: { retired: true },
};

beforeEach(async () => {
  ports = await corePorts({ run: { port: null, demo: false, discover: false } });
  await writeSettings(ports.dataDir, settings);
  line = await lines.offline();
});

const change = () => ({ openCore: () => createCore(ports) });
const run = (...words: string[]): Promise<Ran> => line.run(['export', ...words], change());

test('--list says what was written, whether it still is, and what has changed here since', async () => {
  expect((await run('--list')).out).toContain('has written no file');
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-dbgpt-'));
  const path = join(folder, '.env');
  await run('--for', '0.6', '--out', path);
  const fresh = await run('--list');
  expect(fresh.code).toBe(0);
  expect(fresh.out.trim()).toMatch(/\.env {2}0\.6 {2}as written {2}up to date$/);

  await writeSettings(ports.dataDir, { ...settings, proxy: { port: 9100 } });
  expect((await run('--list')).out).toContain('as written  out of date: address');
  await writeFile(path, 'MINE=1\n');
  const changed = await run('--list');
  expect(changed.out).toContain('changed since  out of date: address');
  expect(changed.err).toContain('Somebody else has changed the file since');
  await rm(path);
  const { document } = await line.json(['export', '--list'], change());
  expect(document).toMatchObject({
    exports: [{ path, for: '0.6', state: 'gone', freshness: 'out-of-date', changes: ['address'] }],
    automatic: [],
  });
});
