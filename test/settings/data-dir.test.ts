import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { resolveDataDir } from '../../main/settings/data-dir.ts';

const linux = { env: {}, platform: 'linux', home: '/home/ada', override: null };
const windows = { env: {}, platform: 'win32', home: 'C:\\Users\\ada', override: null };

test.each([
  ['Linux', linux, '/home/ada/.config/modeltray'],
  ['XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: '/conf' } }, '/conf/modeltray'],
  [
    'a relative XDG_CONFIG_HOME',
    { ...linux, env: { XDG_CONFIG_HOME: 'conf' } },
    '/home/ada/.config/modeltray',
  ],
  ['an empty XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: '' } }, '/home/ada/.config/modeltray'],
  [
    'macOS',
    { ...linux, platform: 'darwin', home: '/Users/ada' },
    '/Users/ada/Library/Application Support/ModelTray',
  ],
  ['APPDATA', { ...windows, env: { APPDATA: 'D:\\Roaming' } }, 'D:\\Roaming\\ModelTray'],
  ['Windows without APPDATA', windows, 'C:\\Users\\ada\\AppData\\Roaming\\ModelTray'],
  ['MODELTRAY_DATA', { ...linux, env: { MODELTRAY_DATA: '/data' } }, '/data'],
  [
    'the flag over the environment',
    { ...linux, env: { MODELTRAY_DATA: '/data' }, override: '/flag' },
    '/flag',
  ],
])('the data folder with %s', (_name, facts, expected) => {
  expect(resolveDataDir(facts)).toBe(expected);
});

test('a relative --data counts from the working directory', () => {
  const dir = resolveDataDir({ ...linux, override: 'my data' });
  expect(isAbsolute(dir)).toBe(true);
  expect(dir.endsWith('my data')).toBe(true);
});
