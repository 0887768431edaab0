import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSettingsFile } from '../../main/desktop/settings-file.ts';
import { defaultSettings, settingsSchema } from '../../shared/settings.ts';
import { resetStandIn } from './electron-stand-in.ts';

vi.mock('electron', async () => {
  const standIn = await import('./electron-stand-in.ts');
  return { ...standIn, default: standIn };
});

let folder = '';
let file = '';
beforeEach(async () => {
  resetStandIn();
  folder = await mkdtemp(join(tmpdir(), 'modeltray-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
const changed = settingsSchema.parse({ ...defaultSettings, proxy: { port: 12345, allowedHosts: ['a.b'] } });

test('nothing is written or read before the first write', async () => {
  await writeFile(file, 'not JSON');
  createSettingsFile(folder);
  expect(await readFile(file, 'utf8')).toBe('not JSON');
});

test('the settings are written whole, to the data folder, and nothing else is left there', async () => {
  const settingsFile = createSettingsFile(folder);
  settingsFile.write(defaultSettings);
  expect(await read()).toEqual(defaultSettings);
  settingsFile.write(changed);
  expect(await read()).toEqual(changed);
  expect(await readdir(folder)).toEqual(['settings.json']);
});

test.skipIf(process.platform === 'win32')(
  'only the user can read it, also where it was open before',
  async () => {
    await writeFile(file, '{}', { mode: 0o644 });
    createSettingsFile(folder).write(defaultSettings);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  },
);

test('frozen settings can be written, and are not changed by it', async () => {
  const frozen = Object.freeze(structuredClone(changed));
  createSettingsFile(folder).write(frozen);
  expect(frozen).toEqual(changed);
  expect(await read()).toEqual(changed);
});

test('a file broken meanwhile is replaced', async () => {
  const settingsFile = createSettingsFile(folder);
  settingsFile.write(defaultSettings);
  await writeFile(file, '{"version":');
  settingsFile.write(changed);
  expect(await read()).toEqual(changed);
  await writeFile(file, 'not JSON');
  createSettingsFile(folder).write(defaultSettings);
  expect(await read()).toEqual(defaultSettings);
});
