import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { autostartEntry, createLoginItem } from '../../main/desktop/login-item.ts';
import type { LoginItemOptions } from '../../main/desktop/login-item.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { record, resetStandIn, system } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

const create = (given: LoginItemOptions, clock = createFakeClock()) => createLoginItem(given, clock);

let home = '';
beforeEach(async () => {
  resetStandIn();
  home = await mkdtemp(join(tmpdir(), 'modeltray-login-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const options = (patch: Partial<LoginItemOptions>): LoginItemOptions => ({
  platform: 'linux',
  isPackaged: true,
  env: {},
  home,
  program: '/opt/ModelTray/modeltray',
  appPath: '/opt/ModelTray/resources/app.asar',
  dataArgs: [],
  ...patch,
});

test('Linux: a file in autostart while it is on, and none while it is off', async () => {
  const item = create(options({}));
  const file = join(home, '.config', 'autostart', 'modeltray.desktop');
  expect(item?.isOn()).toBe(false);
  item?.set(true);
  expect(item?.isOn()).toBe(true);
  expect((await readFile(file, 'utf8')).split('\n')).toContain('Exec="/opt/ModelTray/modeltray" "--no-open"');
  item?.set(false);
  expect(item?.isOn()).toBe(false);
  item?.set(false);
});

test('Linux: what the desktop’s own list of startup programs has switched off is off', async () => {
  const item = create(options({ env: { XDG_CONFIG_HOME: '' } }));
  const file = join(home, '.config', 'autostart', 'modeltray.desktop');
  for (const off of ['Hidden=true', 'X-GNOME-Autostart-enabled=false']) {
    item?.set(true);
    expect(item?.isOn()).toBe(true);
    item?.set(true);
    await writeFile(file, `[Desktop Entry]\nName=ModelTray\n${off}\n`);
    expect([off, item?.isOn()]).toEqual([off, false]);
  }
});

test('Linux: an AppImage starts the image, a clone the project, a data folder stays the same', async () => {
  const configHome = join(home, 'conf');
  const env = { XDG_CONFIG_HOME: configHome, APPIMAGE: '/home/me/ModelTray 1.AppImage' };
  create(options({ env, dataArgs: ['--data', '/my data'] }))?.set(true);
  const file = join(configHome, 'autostart', 'modeltray.desktop');
  expect(await readFile(file, 'utf8')).toContain(
    'Exec="/home/me/ModelTray 1.AppImage" "--no-open" "--data" "/my data"\n',
  );
  const clone = { isPackaged: false, program: '/src/electron', appPath: '/src/modeltray' };
  create(options({ ...clone, env: { XDG_CONFIG_HOME: configHome } }))?.set(true);
  expect(await readFile(file, 'utf8')).toContain('Exec="/src/electron" "/src/modeltray" "--no-open"\n');
});

test('characters that mean something in Exec are quoted', () => {
  const [, , , exec] = autostartEntry(['/a b/$HOME/100%/"q"/`x`/c\\d']).split('\n');
  expect(exec).toBe('Exec="/a b/\\\\$HOME/100%%/\\\\"q\\\\"/\\\\`x\\\\`/c\\\\\\\\d"');
});

test('Windows: the registry entry has our arguments, quoted where they need it', () => {
  const item = create(
    options({ platform: 'win32', program: 'C:\\ModelTray.exe', dataArgs: ['--data', 'D:\\my data\\'] }),
  );
  item?.set(true);
  item?.set(false);
  const entry = {
    path: 'C:\\ModelTray.exe',
    args: ['--no-open', '--data', '"D:\\my data\\\\"'],
    name: 'ModelTray',
  };
  expect(record.loginItems).toEqual([
    { ...entry, openAtLogin: true },
    { ...entry, openAtLogin: false },
  ]);
  system.isOpenAtLogin = true;
  expect(item?.isOn()).toBe(true);
});

test('macOS: the bundle itself, and nothing where the system would start something else', () => {
  create(options({ platform: 'darwin' }))?.set(true);
  expect(record.loginItems).toEqual([{ openAtLogin: true }]);
  expect(create(options({ platform: 'darwin', isPackaged: false }))).toBeNull();
  expect(create(options({ platform: 'darwin', dataArgs: ['--data', '/x'] }))).toBeNull();
  expect(create(options({ platform: 'freebsd' }))).toBeNull();
});

test('the system is asked again only after a while, and after every change', () => {
  const clock = createFakeClock();
  const item = create(options({ platform: 'darwin' }), clock);
  expect(item?.isOn()).toBe(false);
  system.isOpenAtLogin = true;
  expect(item?.isOn()).toBe(false);
  clock.advance(10_000);
  expect(item?.isOn()).toBe(true);
  system.isOpenAtLogin = false;
  item?.set(false);
  expect(item?.isOn()).toBe(false);
});
