/** Everything that the user sees of a core in the desktop: tray, menu, window, notifications, and the way out. */
import { clipboard, nativeTheme } from 'electron';
import type { Core, ShellPorts } from '../core.ts';
import type { ApiFailure } from '../../shared/api.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Clock, Log } from '../../shared/ports.ts';
import type { AppPaths } from './app-paths.ts';
import { serveContextMenu } from './context-menu.ts';
import { describeFailure } from './failure.ts';
import { installPageGuards } from './guard-contents.ts';
import { serveIpc } from './ipc.ts';
import { watchApp } from './lifecycle.ts';
import type { LoginItem } from './login-item.ts';
import { hasNotificationHost } from './notification-host.ts';
import { createNotifier } from './notifier.ts';
import type { Notifier } from './notifier.ts';
import { shouldOpenAtStart } from './open-at-start.ts';
import { watchPower } from './power.ts';
import { createPutBackOffer } from './put-back.ts';
import { createAskedQuit, createQuit, quitGraceMs } from './quit.ts';
import type { Quit } from './quit.ts';
import { createShellPorts } from './shell-ports.ts';
import { createTrayActions } from './tray-actions.ts';
import { hasTrayHost } from './tray-host.ts';
import { createTray } from './tray.ts';
import type { TrayShell } from './tray.ts';
import { createWindow } from './window.ts';
import type { WindowOptions, WindowShell } from './window.ts';
import { openWindowMemory } from './window-memory.ts';
import type { WindowMemoryFile } from './window-memory.ts';

export interface DesktopShellOptions {
  paths: AppPaths;
  logsDir: string;
  platform: NodeJS.Platform;
  isDevelopment: boolean;
  clock: Clock;
  log: Log;
  loginItem: LoginItem | null;
  /** `createCore` with the shell's ports. */
  openCore: (shellPorts: ShellPorts) => Core;
  /** Closes what was opened beside the core, once the core has stopped. Never rejects. */
  cleanUp: () => Promise<void>;
  exit: () => void;
}

export interface DesktopShell {
  core: Core;
  quit: Quit;
  /** Opens the window if this start should show it. */
  openAtStart(wantsOpen: boolean): Promise<void>;
}

/** Opens a core and puts it on the screen; the core is not started yet. Call it once the app is ready. */
export async function openDesktopShell(options: DesktopShellOptions): Promise<DesktopShell> {
  const { paths, clock, log } = options;
  const onError = (error: unknown): void => log.error('the desktop shell failed', { error });
  const memory = await openWindowMemory(paths.windowMemory, onError);
  const notifier = createNotifier({
    hasTerminal: options.isDevelopment,
    say: (text) => process.stdout.write(`${text}\n`),
    hasHost: options.platform === 'linux' ? () => hasNotificationHost() : null,
    onError,
  });
  const window = createShellWindow(options, memory, {
    onShow: () => core.reportWindow(),
    onFirstHide: () => tell('tray.told.hidden', show),
  });
  const show = (): void => window.show(null);
  const core = openCoreWith(options, notifier, show);
  const tell = (key: Told, onClick: () => void): void =>
    notifier.tell(createTranslate(core.state().locale)(key), onClick);
  const parts: Parts = { core, window, notifier, show, quitNow: () => quitNow() };

  installPageGuards(paths.pagesDir, (contents) =>
    serveContextMenu(contents, () => createTranslate(core.state().locale)),
  );
  const stopIpc = serveIpc({
    api: core.api,
    toFailure: failureOf(options, core),
    onRefused: (url, channel) => log.warn('a message was refused', { url, channel }),
  });
  const tray = createShellTray(options, parts);
  const offerBack = createPutBackOffer({ calls: core.api.calls, locale: () => core.state().locale, memory });
  const quit = createQuit({
    clock,
    onError,
    exit: options.exit,
    stop: (graceMs) => {
      window.endReopening();
      tray.showQuitting();
      return core.stop(graceMs);
    },
    onDraining: () => tell('tray.told.quitting', quitNow),
    cleanUp: async () => {
      window.destroy();
      stopIpc();
      tray.destroy();
      await memory.flush();
      await options.cleanUp();
    },
  });
  const quitNow = createAskedQuit({
    // A signal has no time for a question, and a quit that came by one is not asked about later.
    ask: () => (quit.hasBegun() ? Promise.resolve(true) : offerBack()),
    quit: () => {
      quit.request(quitGraceMs).catch(onError);
    },
    onError,
  });
  watchApp({
    show,
    quit: quitNow,
    letGo: () => window.destroy(),
    onProcessGone: (details) => log.warn('one of Chromium’s processes ended', details),
  });
  watchPower(core, options.platform);
  return {
    core,
    quit,
    openAtStart: (wantsOpen) => openAtStart(options, parts, memory.isFirstRun, wantsOpen),
  };
}

type Told = 'tray.told.hidden' | 'tray.told.quitting';

interface Parts {
  core: Core;
  window: WindowShell;
  notifier: Notifier;
  show: () => void;
  quitNow: () => void;
}

function failureOf({ logsDir, log }: DesktopShellOptions, core: Core): (thrown: unknown) => ApiFailure {
  return (thrown) => describeFailure(thrown, core.state().locale, logsDir, log);
}

function openCoreWith(options: DesktopShellOptions, notifier: Notifier, open: () => void): Core {
  const { loginItem } = options;
  const core: Core = options.openCore(
    createShellPorts({ locale: () => core.state().locale, notifier, open, loginItem }),
  );
  return core;
}

function createShellWindow(
  { paths, platform, isDevelopment, clock, log }: DesktopShellOptions,
  memory: WindowMemoryFile,
  told: Pick<WindowOptions, 'onShow' | 'onFirstHide'>,
): WindowShell {
  return createWindow({
    preload: paths.preload,
    icon: paths.windowIcon,
    isDevelopment,
    hidesMenuBar: platform === 'win32',
    memory,
    clock,
    ...told,
    onCrash: (reason) => log.error('the window crashed', { reason }),
    onUnresponsive: () => log.warn('the window does not respond'),
  });
}

/** The tray, which follows the state from now on, as does the look that the user chose. */
function createShellTray(options: DesktopShellOptions, parts: Parts): TrayShell {
  const { paths, platform, isDevelopment, clock } = options;
  const { core, window, notifier, show, quitNow } = parts;
  const run = createTrayActions({
    api: core.api,
    state: () => core.state(),
    copy: (text) => clipboard.writeText(text),
    open: (page) => window.show(page),
    quit: quitNow,
    notifier,
    toFailure: failureOf(options, core),
  });
  const iconsDir = paths.trayIconsDir;
  const tray = createTray(core.state(), { iconsDir, platform, isDevelopment, clock, onOpen: show, run });
  core.api.feeds.state((state) => {
    const { theme } = state.settings.window;
    // Each assignment repaints every window, and a state comes with every request.
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    tray.show(state);
  });
  return tray;
}

async function openAtStart(
  { platform }: DesktopShellOptions,
  { core, show }: Parts,
  isFirstRun: boolean,
  wantsOpen: boolean,
): Promise<void> {
  const { startHidden } = core.state().settings.window;
  const facts = { platform, isFirstRun, startHidden, wantsOpen, hasTrayHost: () => hasTrayHost(platform) };
  if (await shouldOpenAtStart(facts)) show();
}
