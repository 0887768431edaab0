import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBatteryReader } from '../../main/core/battery.ts';
import { useTempDirs } from '../settings/temp-dir.ts';

const tempDir = useTempDirs();

type Supplies = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The kernel ends each file with a line feed. */
async function folderWith(supplies: Supplies): Promise<string> {
  const { path } = tempDir();
  for (const [name, files] of Object.entries(supplies)) {
    await mkdir(join(path, name));
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, name, file), `${text}\n`);
  }
  return path;
}

const discharging = { type: 'Battery', status: 'Discharging' };
const pluggedIn = { type: 'Mains', online: '1' };
const pulledOut = { type: 'Mains', online: '0' };

test.each<[string, Supplies, boolean]>([
  ['a laptop on battery', { BAT0: discharging, AC: pulledOut }, true],
  ['a laptop without a line of its own on battery', { BAT0: discharging }, true],
  ['a laptop that charges', { BAT0: { type: 'Battery', status: 'Charging' }, AC: pluggedIn }, false],
  ['a laptop that is full', { BAT0: { type: 'Battery', status: 'Full' }, AC: pluggedIn }, false],
  ['a weak charger', { BAT0: discharging, 'ucsi-source-psy-1': { type: 'USB', online: '1' } }, false],
  ['a desktop with a wireless mouse', { hidpp_battery_0: { ...discharging, scope: 'Device' } }, false],
  ['a machine without any supply', {}, false],
  ['a supply that tells nothing', { BAT0: {} }, false],
])('%s: %o is on battery: %s', async (_what, supplies, expected) => {
  expect(await createBatteryReader('linux', await folderWith(supplies))?.()).toBe(expected);
});

test('a folder that is not there counts as mains power; other systems tell by themselves', async () => {
  expect(await createBatteryReader('linux', join(tempDir().path, 'none'))?.()).toBe(false);
  expect(createBatteryReader('darwin')).toBeNull();
  expect(createBatteryReader('win32')).toBeNull();
});
