import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { detectLanguage } from '../../scripts/language.mjs';
import { findDataDir } from '../../scripts/start/data-dir.mjs';
import { decideShell } from '../../scripts/start/decide.mjs';

const dayMs = 86_400_000;
const laptop = {
  args: [],
  env: { DISPLAY: ':0' },
  platform: 'linux',
  program: '/electron',
  triedAtMs: null,
  nowMs: 10 * dayMs,
} as const;

test('a display and the program: the desktop app', () => {
  expect(decideShell(laptop)).toEqual({ shell: 'desktop', program: '/electron' });
  expect(decideShell({ ...laptop, env: { WAYLAND_DISPLAY: 'wayland-0' } }).shell).toBe('desktop');
  expect(decideShell({ ...laptop, platform: 'darwin', env: {} }).shell).toBe('desktop');
  expect(decideShell({ ...laptop, platform: 'win32', env: {} }).shell).toBe('desktop');
});

test('--headless: the browser, whatever else is there, and nothing is fetched', () => {
  const expected = { shell: 'headless', reason: 'asked', isFetching: false };
  expect(decideShell({ ...laptop, args: ['--demo', '--headless'] })).toEqual(expected);
  expect(decideShell({ ...laptop, args: ['--headless'], program: null })).toEqual(expected);
});

test('Linux without a display: the browser, nothing fetched', () => {
  const expected = { shell: 'headless', reason: 'no-display', isFetching: false };
  expect(decideShell({ ...laptop, env: {} })).toEqual(expected);
  expect(decideShell({ ...laptop, env: { DISPLAY: '' }, program: null })).toEqual(expected);
});

test('a display but no program: the browser while it is fetched', () => {
  expect(decideShell({ ...laptop, program: null })).toEqual({
    shell: 'headless',
    reason: 'no-program',
    isFetching: true,
  });
});

test('a fetch that failed is tried again after a day, not before', () => {
  const tried = (agoMs: number) =>
    decideShell({ ...laptop, program: null, triedAtMs: laptop.nowMs - agoMs }).shell === 'headless' &&
    decideShell({ ...laptop, program: null, triedAtMs: laptop.nowMs - agoMs });
  expect(tried(dayMs - 1)).toMatchObject({ reason: 'tried-lately', isFetching: false });
  expect(tried(dayMs)).toMatchObject({ reason: 'no-program', isFetching: true });
  expect(tried(-dayMs)).toMatchObject({ isFetching: true });
});

test('a fetch that is switched off is not tried', () => {
  const env = { DISPLAY: ':0', ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  expect(decideShell({ ...laptop, env, program: null })).toMatchObject({
    reason: 'fetch-off',
    isFetching: false,
  });
});

test('the data folder: the flag, then the environment, then the place of the platform', () => {
  const facts = { args: [], env: {}, platform: 'linux', home: '/h' } as const;
  expect(findDataDir({ ...facts, args: ['--data', 'x'], env: { MODELTRAY_DATA: '/e' } })).toBe(resolve('x'));
  expect(findDataDir({ ...facts, args: ['--data=/y'] })).toBe(resolve('/y'));
  expect(findDataDir({ ...facts, env: { MODELTRAY_DATA: '/e' } })).toBe(resolve('/e'));
  expect(findDataDir({ ...facts, env: { XDG_CONFIG_HOME: '/c' } })).toBe(join('/c', 'modeltray'));
  expect(findDataDir(facts)).toBe(join('/h', '.config', 'modeltray'));
  expect(findDataDir({ ...facts, platform: 'darwin' })).toBe(
    join('/h', 'Library', 'Application Support', 'ModelTray'),
  );
  expect(findDataDir({ ...facts, platform: 'win32', env: { APPDATA: '/a' } })).toBe(join('/a', 'ModelTray'));
});

test('the language follows the terminal, then the system', () => {
  expect(detectLanguage({ env: { LANG: 'zh_CN.UTF-8' } })).toBe('zh-CN');
  expect(detectLanguage({ env: { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' } })).toBe('en');
  expect(detectLanguage({ env: {}, systemTag: 'zh-Hans-CN' })).toBe('zh-CN');
  expect(detectLanguage({ env: {}, systemTag: 'zha' })).toBe('en');
});
