/**
 * The menu over the window: the tray's entries first, because a Linux desktop may show no tray at all, then the roles
 * without which macOS has no copy and paste. Electron's own labels are English everywhere, so each entry has its word.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../../shared/i18n/index.ts';
import { toTemplate } from './menu-template.ts';
import type { RunAction } from './menu-template.ts';
import type { MenuEntry } from './tray-menu.ts';

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };

export interface WindowMenuOptions {
  platform: NodeJS.Platform;
  isDevelopment: boolean;
  t: Translate;
  run: RunAction;
}

export function toWindowMenuTemplate(entries: readonly MenuEntry[], options: WindowMenuOptions): Item[] {
  const { t, run, platform } = options;
  const ours = toTemplate(entries, run, platform);
  return [
    { label: t('app.name'), submenu: platform === 'darwin' ? withMacItems(ours, t) : ours },
    { role: 'editMenu', label: t('tray.menu.edit'), submenu: editItems(t) },
    { role: 'viewMenu', label: t('tray.menu.view'), submenu: viewItems(options) },
    { role: 'windowMenu', label: t('tray.menu.window'), submenu: windowItems(options) },
  ];
}

/** The first menu on macOS bears the app's name, and has to be able to hide it. Quit stays last. */
function withMacItems(ours: Item[], t: Translate): Item[] {
  return [
    ...ours.slice(0, -1),
    { role: 'hide', label: t('tray.menu.hide') },
    { role: 'hideOthers', label: t('tray.menu.hideOthers') },
    { role: 'unhide', label: t('tray.menu.showAll') },
    separator,
    ...ours.slice(-1),
  ];
}

function editItems(t: Translate): Item[] {
  return [
    { role: 'undo', label: t('tray.menu.undo') },
    { role: 'redo', label: t('tray.menu.redo') },
    separator,
    { role: 'cut', label: t('tray.menu.cut') },
    { role: 'copy', label: t('tray.menu.copy') },
    { role: 'paste', label: t('tray.menu.paste') },
    separator,
    { role: 'selectAll', label: t('tray.menu.selectAll') },
  ];
}

function viewItems({ t, isDevelopment }: WindowMenuOptions): Item[] {
  const zoomIn = { role: 'zoomIn', label: t('tray.menu.zoomIn') } as const;
  const forDevelopers: Item[] = [
    separator,
    { role: 'reload', label: t('tray.menu.reload') },
    { role: 'toggleDevTools', label: t('tray.menu.devTools') },
  ];
  return [
    { role: 'resetZoom', label: t('tray.menu.resetZoom') },
    zoomIn,
    // Plus stands on the key of = on most keyboards, and nobody holds Shift down for it.
    { ...zoomIn, accelerator: 'CommandOrControl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut', label: t('tray.menu.zoomOut') },
    separator,
    { role: 'togglefullscreen', label: t('tray.menu.fullScreen') },
    ...(isDevelopment ? forDevelopers : []),
  ];
}

function windowItems({ t, platform }: WindowMenuOptions): Item[] {
  const onlyMac: Item[] = [
    { role: 'zoom', label: t('tray.menu.zoom') },
    separator,
    { role: 'front', label: t('tray.menu.front') },
  ];
  return [
    { role: 'minimize', label: t('tray.menu.minimize') },
    { role: 'close', label: t('tray.menu.close') },
    ...(platform === 'darwin' ? onlyMac : []),
  ];
}
