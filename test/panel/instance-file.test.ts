import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInstanceKeeper, removeInstance, writeInstance } from '../../main/panel/instance-file.ts';
import type { Instance } from '../../shared/instance.ts';
import { buildAppState, createFakeCore } from '../support/fake-core.ts';
import { usePanels } from './panel.ts';

const panels = usePanels();
const instance: Instance = {
  pid: 42,
  shell: 'headless',
  version: '1.0.0',
  proxy: null,
  control: 'http://127.0.0.1:1',
  token: 'secret',
};

async function read(dataDir: string): Promise<unknown> {
  return JSON.parse(await readFile(join(dataDir, 'instance.json'), 'utf8')) as unknown;
}

test.skipIf(process.platform === 'win32')(
  'it is for this user’s eyes only, also where a file was there',
  async () => {
    const dataDir = await panels.folder();
    await writeFile(join(dataDir, 'instance.json'), 'old', { mode: 0o644 });
    await writeInstance(dataDir, instance);
    expect((await stat(join(dataDir, 'instance.json'))).mode & 0o777).toBe(0o600);
    expect(await read(dataDir)).toEqual(instance);
  },
);

test('the folder is made and no draft stays', async () => {
  const dataDir = join(await panels.folder(), 'a', 'b');
  await writeInstance(dataDir, instance);
  expect(await readdir(dataDir)).toEqual(['instance.json']);
});

test('only one’s own file is removed', async () => {
  const dataDir = await panels.folder();
  await writeInstance(dataDir, instance);
  await removeInstance(dataDir, 43);
  expect(await readdir(dataDir)).toEqual(['instance.json']);
  await removeInstance(dataDir, 42);
  expect(await readdir(dataDir)).toEqual([]);
  await removeInstance(dataDir, 42);
});

test('the proxy’s address in it follows the state until it is let go', async () => {
  const dataDir = await panels.folder();
  const { proxy } = buildAppState();
  const core = createFakeCore({ state: { dataDir, pid: 42, proxy: { ...proxy, status: 'starting' } } });
  const panel = await panels.start(core);
  const problems: unknown[] = [];
  const keeper = createInstanceKeeper(core, panel, (error) => problems.push(error));
  await keeper.write();
  expect(await read(dataDir)).toMatchObject({
    pid: 42,
    proxy: null,
    control: panel.control,
    token: panel.token,
  });

  core.setState({ proxy: { ...proxy, status: 'running', baseUrl: 'http://127.0.0.1:5/v1' } });
  await expect.poll(() => read(dataDir)).toMatchObject({ proxy: 'http://127.0.0.1:5/v1' });
  core.setState({ proxy: { ...proxy, status: 'stopped' } });
  await expect.poll(() => read(dataDir)).toMatchObject({ proxy: null });

  core.setState({ proxy });
  await keeper.forget();
  expect(await readdir(dataDir)).toEqual([]);
  expect([core.listeners('state'), core.proxyWatchers()]).toEqual([0, 0]);
  expect(problems).toEqual([]);
});

test('a write that comes after the file was let go leaves nothing behind', async () => {
  const dataDir = await panels.folder();
  const core = createFakeCore({ state: { dataDir, pid: 42 } });
  const panel = await panels.start(core);
  const keeper = createInstanceKeeper(core, panel, () => undefined);
  await keeper.forget();
  await keeper.write();
  expect(await readdir(dataDir)).toEqual([]);
  expect([core.listeners('state'), core.proxyWatchers()]).toEqual([0, 0]);
});
