import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { root, startProcess } from './support/started.ts';

describe.skipIf(process.platform === 'win32')('npx modeltray, in a clone', () => {
  test('answers without an install, without the network, and writes nothing into the data folder', async () => {
    await ensureBuilt({ log: () => {}, stream: null });
    const dataDir = await mkdtemp(join(tmpdir(), 'modeltray-npx-'));
    const env = { npm_config_offline: 'true', npm_config_yes: 'false', npm_config_loglevel: 'error' };
    const npx = startProcess('npx', ['modeltray', 'status', '--json', '--data', dataDir], env);
    expect(await npx.ended).toBe(1);
    const status: unknown = JSON.parse(npx.stdout());
    expect(status).toMatchObject({ running: false, dataDir });
    expect(await readdir(dataDir)).toEqual([]);
  }, 60_000);

  test.each(['bin/modeltray.mjs', '.ci/run'])('%s can be executed', async (path) => {
    const { mode } = await stat(join(root, path));
    expect(mode & 0o111).toBe(0o111);
  });
});
