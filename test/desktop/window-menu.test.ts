import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { buildTrayMenu } from '../../main/desktop/tray-menu.ts';
import { toWindowMenuTemplate } from '../../main/desktop/window-menu.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { sampleState } from './sample-state.ts';

type Item = MenuItemConstructorOptions;

function build(platform: NodeJS.Platform, locale: Locale = 'en', isDevelopment = false): Item[] {
  const t = createTranslate(locale);
  const entries = buildTrayMenu(sampleState(), t, false);
  return toWindowMenuTemplate(entries, { platform, isDevelopment, t, run: () => undefined });
}

function flat(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

const rolesOf = (items: readonly Item[]) => flat(items).map(({ role }) => role);

test.each(['linux', 'win32', 'darwin'] as const)(
  'copy, paste and closing the window are there on %s',
  (platform) => {
    const wanted = ['undo', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'minimize', 'close'];
    expect(rolesOf(build(platform))).toEqual(expect.arrayContaining(wanted));
  },
);

test('macOS can hide the app, and quits with the last entry of the menu that bears its name', () => {
  const [main] = build('darwin');
  const items = Array.isArray(main?.submenu) ? main.submenu : [];
  expect(rolesOf(items)).toEqual(expect.arrayContaining(['hide', 'hideOthers', 'unhide']));
  expect(items.at(-1)).toMatchObject({ label: 'Quit', accelerator: 'CommandOrControl+Q' });
  for (const platform of ['linux', 'win32'] as const) {
    expect(rolesOf(build(platform))).not.toContain('hide');
    expect(rolesOf(build(platform))).not.toContain('front');
  }
});

test('no entry is left to Electron’s own words, which are English', () => {
  const entries = flat(build('darwin', 'zh-CN', true)).filter(({ type }) => type !== 'separator');
  expect(entries.filter(({ label }) => label === undefined)).toEqual([]);
  const roles = entries.filter(({ role }) => role !== undefined);
  expect(roles.filter(({ label }) => !/[\u4e00-\u9fff]/.test(label ?? ''))).toEqual([]);
  // A menu without a submenu of its own gets the role's.
  expect(
    roles.filter(({ role, submenu }) => role?.endsWith('Menu') === true && submenu === undefined),
  ).toEqual([]);
});

test('developer tools are for who runs a clone', () => {
  expect(rolesOf(build('linux'))).not.toContain('toggleDevTools');
  expect(rolesOf(build('linux', 'en', true))).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']));
});

test('= makes larger as + does', () => {
  const keys = flat(build('linux')).filter(({ role }) => role === 'zoomIn');
  expect(keys).toMatchObject([{}, { accelerator: 'CommandOrControl+=', visible: false }]);
});
