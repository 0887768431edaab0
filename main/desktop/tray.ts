/**
 * The tray: shows what `tray-menu` and `tray-icon` make of the state, in the tray and as the window's menu. Menus are
 * built whole, because Linux keeps the old look of an item that was changed in place.
 */
import { join } from 'node:path';
import { Menu, nativeTheme, Tray } from 'electron';
import type { AppState } from '../../shared/app-state.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Clock } from '../../shared/ports.ts';
import { createMenuKeeper } from './menu-keeper.ts';
import type { MenuKeeper } from './menu-keeper.ts';
import { toTemplate } from './menu-template.ts';
import type { RunAction } from './menu-template.ts';
import { trayIconFile, trayIconName, trayIconVariant, trayTooltip } from './tray-icon.ts';
import { buildTrayMenu } from './tray-menu.ts';
import type { TrayAction } from './tray-menu.ts';
import { toWindowMenuTemplate } from './window-menu.ts';

export interface TrayOptions {
  /** The folder of the tray icons. */
  iconsDir: string;
  platform: NodeJS.Platform;
  isDevelopment: boolean;
  clock: Clock;
  /** Resolves when the action is over, and has told the user if it failed. */
  run: (action: TrayAction) => Promise<void>;
  /** The icon itself was clicked. */
  onOpen: () => void;
}

export interface TrayShell {
  show(state: AppState): void;
  /** From now on the menus offer only to quit at once. */
  showQuitting(): void;
  destroy(): void;
}

/** Puts the icon into the tray and the menu over the window. Call it once the app is ready. */
export function createTray(first: AppState, options: TrayOptions): TrayShell {
  let state = first;
  let isQuitting = false;
  const tray = new Tray(iconPath(first, options));
  const face = createFace(tray, options);
  const entries = () => buildTrayMenu(state, createTranslate(state.locale), isQuitting);
  const menus = createMenuKeeper({
    clock: options.clock,
    data: () => JSON.stringify([state.locale, entries()]),
    rebuild: () => setMenus(tray, { state, entries: entries() }, menus, options),
  });
  const showAll = (): void => {
    if (tray.isDestroyed()) return;
    face.show(state);
    menus.refresh();
  };
  nativeTheme.on('updated', showAll);
  // macOS opens the menu on a click of its own accord.
  if (options.platform !== 'darwin') tray.on('click', options.onOpen);
  showAll();
  return {
    show(next) {
      state = next;
      showAll();
    },
    showQuitting() {
      isQuitting = true;
      showAll();
    },
    destroy() {
      nativeTheme.off('updated', showAll);
      menus.stop();
      tray.destroy();
    },
  };
}

function iconPath(state: AppState, { platform, iconsDir }: TrayOptions): string {
  const variant = trayIconVariant(platform, nativeTheme.shouldUseDarkColorsForSystemIntegratedUI);
  return join(iconsDir, trayIconFile(trayIconName(state), variant));
}

/** Icon and tooltip, set only when they differ: on Linux each setting is a round of D-Bus messages. */
function createFace(tray: Tray, options: TrayOptions): { show(state: AppState): void } {
  let shownIcon = '';
  let shownTooltip = '';
  return {
    show(state) {
      const icon = iconPath(state, options);
      const tooltip = trayTooltip(state, createTranslate(state.locale));
      if (icon !== shownIcon) tray.setImage(icon);
      if (tooltip !== shownTooltip) tray.setToolTip(tooltip);
      shownIcon = icon;
      shownTooltip = tooltip;
    },
  };
}

interface MenuContent {
  state: AppState;
  entries: ReturnType<typeof buildTrayMenu>;
}

function setMenus(tray: Tray, content: MenuContent, menus: MenuKeeper, options: TrayOptions): void {
  const { platform, isDevelopment } = options;
  const { state, entries } = content;
  // Electron has already ticked what was clicked; if the action failed, only a new menu takes the tick away.
  const run: RunAction = (action) => {
    options.run(action).then(menus.force, menus.force);
  };
  const trayMenu = Menu.buildFromTemplate(toTemplate(entries, run, platform));
  const t = createTranslate(state.locale);
  const windowMenu = Menu.buildFromTemplate(
    toWindowMenuTemplate(entries, { platform, isDevelopment, t, run }),
  );
  // A tray menu on Linux does not reliably tell that it closed; its host reloads it in place instead.
  if (platform !== 'linux') menus.watch(trayMenu);
  for (const { submenu } of windowMenu.items) if (submenu !== undefined) menus.watch(submenu);
  tray.setContextMenu(trayMenu);
  Menu.setApplicationMenu(windowMenu);
}
