/**
 * The one window. Closing hides it; hidden for five minutes it is destroyed, and made again when it is asked for, so
 * that an app which sits in the tray all day holds no page in memory.
 */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import { channels, pageHash } from '../../shared/bridge.ts';
import type { Page } from '../../shared/bridge.ts';
import type { Clock } from '../../shared/ports.ts';
import { appOrigin } from './app-address.ts';
import { loadAndReveal } from './reveal.ts';
import { boundsFor, minSize } from './window-bounds.ts';
import type { WindowMemoryFile } from './window-memory.ts';

export const destroyAfterMs = 5 * 60_000;
/** The page's own backgrounds, so that nothing flashes before its first paint. */
const backgrounds = { light: '#f7f7f4', dark: '#141416' };
/** A page that crashes again within this time stays closed until it is asked for. */
const crashGapMs = 60_000;

export interface WindowOptions {
  /** The preload script's path. */
  preload: string;
  /** The window's icon, for desktops that take it from the window. */
  icon: string;
  isDevelopment: boolean;
  /** The menu bar comes with Alt only: on Windows, where the tray is always there. */
  hidesMenuBar: boolean;
  memory: WindowMemoryFile;
  clock: Clock;
  /** It came up; the returned function is called once it is hidden or gone. */
  onShow: () => () => void;
  /** The first time ever that closing has only hidden the window. */
  onFirstHide: () => void;
  /** The page's process ended with `reason`; the window is opened anew unless it happened just before. */
  onCrash: (reason: string) => void;
  /** The page answers no clicks. Closed now, the window is opened anew and not as it stands. */
  onUnresponsive: () => void;
}

export interface WindowShell {
  /** Shows the window, made anew where there is none; `page` null leaves an open one where it is. */
  show(page: Page | null): void;
  /** From now on a page whose process ends stays closed: Ctrl-C in a terminal ends it together with the app. */
  endReopening(): void;
  /** Remembers where the window is and destroys it, for the end of the app. */
  destroy(): void;
}

export function createWindow(options: WindowOptions): WindowShell {
  const { memory, clock, onFirstHide } = options;
  let window: BrowserWindow | null = null;
  let crashedAt = Number.NEGATIVE_INFINITY;
  let cancelDestroy: (() => void) | null = null;
  let mayReopen = true;
  let isHung = false;

  const keepWaiting = (): void => {
    cancelDestroy?.();
    cancelDestroy = null;
  };
  const hide = (hidden: BrowserWindow): void => {
    remember(hidden, memory);
    hidden.hide();
    keepWaiting();
    if (isHung) hidden.destroy();
    else cancelDestroy = clock.after(destroyAfterMs, () => hidden.destroy());
    if (memory.get().wasTold) return;
    memory.update({ wasTold: true });
    onFirstHide();
  };
  const open = (page: Page): BrowserWindow => {
    const opened = openWindow(options, page);
    isHung = false;
    opened.on('close', (event) => {
      event.preventDefault();
      leaveFullScreen(opened, () => hide(opened));
    });
    opened.on('closed', () => {
      if (window !== opened) return;
      keepWaiting();
      window = null;
    });
    opened.on('unresponsive', () => {
      isHung = true;
      options.onUnresponsive();
    });
    opened.on('responsive', () => {
      isHung = false;
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      if (opened.isDestroyed()) return;
      const isFirst = mayReopen && clock.monotonicMs() - crashedAt > crashGapMs;
      const wasVisible = opened.isVisible();
      crashedAt = clock.monotonicMs();
      options.onCrash(reason);
      opened.destroy();
      if (isFirst && wasVisible) window = open('home');
    });
    return opened;
  };

  return {
    show(page) {
      keepWaiting();
      if (window === null) {
        window = open(page ?? 'home');
        return;
      }
      if (page !== null) window.webContents.send(channels.page, page);
      bringUp(window);
    },
    endReopening() {
      mayReopen = false;
    },
    destroy() {
      if (window === null) return;
      remember(window, memory);
      window.destroy();
    },
  };
}

function openWindow(options: WindowOptions, page: Page): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options));
  tellVisibility(window, options.onShow);
  followTheme(window);
  const load = (): Promise<void> => window.loadURL(`${appOrigin}/${pageHash(page)}`);
  loadAndReveal(window, load, options.clock, () => {
    if (options.memory.get().isMaximized) window.maximize();
    window.show();
  });
  return window;
}

/** What a resize uncovers before the page has painted it. */
function followTheme(window: BrowserWindow): void {
  const paint = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}

function tellVisibility(window: BrowserWindow, onShow: () => () => void): void {
  let tellHidden: (() => void) | null = null;
  const onHidden = (): void => {
    tellHidden?.();
    tellHidden = null;
  };
  window.on('show', () => {
    tellHidden ??= onShow();
  });
  window.on('hide', onHidden);
  window.on('closed', onHidden);
}

function windowOptions({
  preload,
  icon,
  memory,
  isDevelopment,
  hidesMenuBar,
}: WindowOptions): BrowserWindowConstructorOptions {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  return {
    ...boundsFor(memory.get().bounds, workAreas),
    minWidth: minSize.width,
    minHeight: minSize.height,
    title: 'ModelTray',
    icon,
    autoHideMenuBar: hidesMenuBar,
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: isDevelopment,
    },
  };
}

/** macOS leaves a black screen behind a full-screen window that is hidden. */
function leaveFullScreen(window: BrowserWindow, then: () => void): void {
  if (!window.isFullScreen()) {
    then();
    return;
  }
  window.once('leave-full-screen', then);
  window.setFullScreen(false);
}

function bringUp(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function remember(window: BrowserWindow, memory: WindowMemoryFile): void {
  memory.update({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
}
