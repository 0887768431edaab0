import { beforeEach, expect, test, vi } from 'vitest';
import type { TrayAction } from '../../main/desktop/tray-menu.ts';
import { createTray } from '../../main/desktop/tray.ts';
import type { AppState } from '../../shared/app-state.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { nativeTheme, record, resetStandIn, system } from './electron-stand-in.ts';
import type { Tray } from './electron-stand-in.ts';
import { sampleActive, sampleProxy, sampleState, sampleUpstream } from './sample-state.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

const stopped = sampleState({ proxy: sampleProxy({ status: 'stopped' }) });

function show(platform: NodeJS.Platform = 'win32', first: AppState = sampleState(), fails = false) {
  const clock = createFakeClock();
  const actions: TrayAction[] = [];
  const shell = createTray(first, {
    iconsDir: '/icons',
    platform,
    isDevelopment: false,
    clock,
    run: (action) => {
      actions.push(action);
      return fails ? Promise.reject(new Error('no')) : Promise.resolve();
    },
    onOpen: () => actions.push({ do: 'open', page: 'home' }),
  });
  return { clock, actions, shell, tray: onlyTray() };
}

function onlyTray(): Tray {
  const [tray] = record.trays;
  if (tray === undefined) throw new Error('There is no tray.');
  return tray;
}

test('the menu is rebuilt only when its data differs', () => {
  const { shell, tray, clock } = show();
  clock.advance(5000);
  shell.show(sampleState({ revision: 2, traffic: { ...sampleState().traffic, answered: 9 } }));
  expect(tray.menus).toHaveLength(1);
  shell.show(stopped);
  expect(tray.menus).toHaveLength(2);
  expect(tray.menu.labels()).toContain('Start');
});

test('it is rebuilt at most once a second, and shows the last state then', () => {
  const { shell, tray, clock } = show();
  for (const model of ['a', 'b', 'c']) shell.show(sampleState({ active: sampleActive({ model }) }));
  expect(tray.menus).toHaveLength(1);
  clock.advance(999);
  expect(tray.menus).toHaveLength(1);
  clock.advance(1);
  expect(tray.menus).toHaveLength(2);
  expect(tray.menu.labels()).toContain('Active model: c');
});

test('it is never rebuilt while it is open, nor before a clicked item has run', () => {
  const { shell, tray, clock } = show();
  clock.advance(5000);
  tray.menu.emit('menu-will-show');
  shell.show(stopped);
  clock.advance(60_000);
  expect(tray.menus).toHaveLength(1);
  tray.menu.emit('menu-will-close');
  expect(tray.menus).toHaveLength(1);
  clock.advance(1000);
  expect(tray.menus).toHaveLength(2);
});

test('the window has the same menu, and its being open holds rebuilding back too', () => {
  const { shell, tray, clock, actions } = show('linux');
  clock.advance(5000);
  record.applicationMenu?.items[0]?.submenu?.emit('menu-will-show');
  shell.show(stopped);
  expect(tray.menus).toHaveLength(1);
  record.applicationMenu?.click('Copy Key');
  expect(actions).toEqual([{ do: 'copy-key' }]);
  expect(record.applicationMenu?.items.map(({ options }) => options.role)).toEqual([
    undefined,
    'editMenu',
    'viewMenu',
    'windowMenu',
  ]);
});

test('any of the window’s menus that is open holds rebuilding back', () => {
  const { shell, tray, clock } = show('win32');
  clock.advance(5000);
  record.applicationMenu?.items[1]?.submenu?.emit('menu-will-show');
  shell.show(stopped);
  clock.advance(5000);
  expect(tray.menus).toHaveLength(1);
});

test('after a click that failed the tick is put back', async () => {
  const upstreams = [sampleUpstream({}, ['qwen3:8b', 'gemma3:4b'])];
  const { tray, clock, actions } = show('win32', sampleState({ upstreams }), true);
  clock.advance(5000);
  tray.menu.click('gemma3:4b');
  expect(actions).toEqual([{ do: 'use-model', ref: { upstream: 'ollama', model: 'gemma3:4b' } }]);
  await vi.waitFor(() => expect(tray.menus).toHaveLength(2));
});

test('an & in a name is doubled where it would mark an access key', () => {
  const state = sampleState({ upstreams: [sampleUpstream({ name: 'R&D' })] });
  const label = (platform: NodeJS.Platform): boolean => {
    resetStandIn();
    return show(platform, state).tray.menu.find('R&&D') !== undefined;
  };
  expect([label('win32'), label('linux'), label('darwin')]).toEqual([true, true, false]);
});

test('icon and tooltip follow the state, and the icon the taskbar’s colour', () => {
  const { shell, tray } = show();
  expect(tray.image).toContain('running-on-light.png');
  shell.show(stopped);
  expect([tray.image, tray.tooltip]).toEqual([
    expect.stringContaining('stopped-on-light.png'),
    'ModelTray: Stopped',
  ]);
  system.isDark = true;
  nativeTheme.emit('updated');
  expect(tray.image).toContain('stopped-on-dark.png');
});

test('a click on the icon opens the window, but on macOS, where it opens the menu', () => {
  const { tray, actions } = show();
  tray.emit('click');
  expect(actions).toEqual([{ do: 'open', page: 'home' }]);
  resetStandIn();
  const mac = show('darwin');
  mac.tray.emit('click');
  expect(mac.actions).toEqual([]);
});

test('once destroyed nothing is shown any more', () => {
  const { shell, tray, clock } = show();
  shell.show(stopped);
  shell.destroy();
  shell.show(sampleState());
  clock.advance(10_000);
  nativeTheme.emit('updated');
  expect(tray.menus).toHaveLength(1);
});
