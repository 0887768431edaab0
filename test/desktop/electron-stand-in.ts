/**
 * Electron as the desktop room uses it, without its program: records what it is told, and lets a test play the user
 * and the system. Checked against Electron's own types, so that it cannot drift from them.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** Everything that was recorded; emptied by `resetStandIn`. */
export const record = {
  windows: [] as BrowserWindow[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  schemes: [] as Electron.CustomScheme[],
  /** Names of what was done to `app` and `protocol`, in order. */
  order: [] as string[],
  paths: new Map<string, string>(),
  clipboard: '',
  shownInFolder: [] as string[],
  /** Message boxes. */
  boxes: [] as Electron.MessageBoxOptions[],
  loginItems: [] as Electron.Settings[],
  exitCode: null as number | null,
  applicationMenu: null as Menu | null,
  popups: [] as Menu[],
  /** What the session's spell checker was told. */
  spelling: [] as (string | string[] | boolean)[],
  pages: null as ((request: Request) => Response | Promise<Response>) | null,
};

/** What the system answers. */
export const system = {
  hasLock: true,
  isPackaged: true,
  isDark: false,
  isEncryptionAvailable: true,
  /** What the encrypted starts with: `v10` for Chromium's built-in password, `v11` for a wallet's. */
  cipher: 'v11',
  /** Null loads pages; a text is why none can be loaded. */
  loadProblem: null as string | null,
  /** False as on Wayland, where a window that was never shown is never said to be ready. */
  tellsReady: true,
  pickedFolder: null as string | null,
  proxyRules: 'DIRECT',
  /** Which button of a message box is pressed, box by box; the first one where none is left. */
  boxAnswers: [] as number[],
  isOpenAtLogin: false,
  hasNotifications: true,
  isOnBattery: false,
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
};

export class WebContents extends EventEmitter {
  url = '';
  readonly sent: { channel: string; message: unknown }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  #isDestroyed = false;

  getURL(): string {
    return this.url;
  }
  send(channel: string, message: unknown): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    this.sent.push({ channel, message });
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  end(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
  }
}

export class BrowserWindow extends EventEmitter {
  static getFocusedWindow(): BrowserWindow | null {
    return record.windows.find((window) => window.isVisible()) ?? null;
  }
  readonly webContents = new WebContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  bounds: Electron.Rectangle;
  isShown = false;
  isGone = false;
  isMax = false;
  isFull = false;
  background = '';

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    const { x = 10, y = 20, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.background = options.backgroundColor ?? '';
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    if (system.loadProblem !== null) return Promise.reject(new Error(system.loadProblem));
    if (system.tellsReady) this.emit('ready-to-show');
    return Promise.resolve();
  }
  show(): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    const wasShown = this.isShown;
    this.isShown = true;
    if (!wasShown) this.emit('show');
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  hide(): void {
    const wasShown = this.isShown;
    this.isShown = false;
    if (wasShown) this.emit('hide');
  }
  focus(): void {
    record.order.push('focus');
  }
  restore(): void {
    record.order.push('restore');
  }
  maximize(): void {
    this.isMax = true;
  }
  setFullScreen(isFull: boolean): void {
    this.isFull = isFull;
    this.emit(isFull ? 'enter-full-screen' : 'leave-full-screen');
  }
  isFullScreen(): boolean {
    return this.isFull;
  }
  isMaximized(): boolean {
    return this.isMax;
  }
  isMinimized(): boolean {
    return false;
  }
  isVisible(): boolean {
    return this.isShown && !this.isGone;
  }
  setBackgroundColor(color: string): void {
    this.background = color;
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }
  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.webContents.end();
    this.emit('closed');
  }
  /** The user clicks the window's cross. */
  clickClose(): void {
    const outcome = { isPrevented: false };
    this.emit('close', {
      preventDefault: () => {
        outcome.isPrevented = true;
      },
    });
    if (!outcome.isPrevented) this.destroy();
  }
}

export class Menu extends EventEmitter {
  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template);
  }
  popup(): void {
    record.popups.push(this);
  }
  static setApplicationMenu(menu: Menu | null): void {
    record.applicationMenu = menu;
  }
  readonly items: { options: Electron.MenuItemConstructorOptions; submenu?: Menu }[];

  constructor(template: Electron.MenuItemConstructorOptions[] = []) {
    super();
    this.items = template.map((options) =>
      Array.isArray(options.submenu) ? { options, submenu: new Menu(options.submenu) } : { options },
    );
  }
  /** Clicks the entry with this label, wherever it stands. */
  click(label: string): void {
    const item = this.find(label);
    if (item?.click === undefined || item.enabled === false) throw new Error(`Nothing to click: ${label}`);
    Reflect.apply(item.click, null, []);
  }
  find(label: string): Electron.MenuItemConstructorOptions | undefined {
    for (const { options, submenu } of this.items) {
      if (options.label === label && submenu === undefined) return options;
      const found = submenu?.find(label);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  labels(): (string | undefined)[] {
    return this.items.map(({ options }) => options.label);
  }
}

export class Tray extends EventEmitter {
  image: string;
  tooltip = '';
  readonly menus: Menu[] = [];
  #isDestroyed = false;

  constructor(image: string) {
    super();
    this.image = image;
    record.trays.push(this);
  }
  get menu(): Menu {
    const menu = this.menus.at(-1);
    if (menu === undefined) throw new Error('The tray has no menu yet.');
    return menu;
  }
  setImage(image: string): void {
    this.image = image;
  }
  setToolTip(tooltip: string): void {
    this.tooltip = tooltip;
  }
  setContextMenu(menu: Menu): void {
    this.menus.push(menu);
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
  }
}

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return system.hasNotifications;
  }
  readonly body: string;
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.body = options.body ?? '';
  }
  show(): void {
    record.notifications.push(this);
  }
}

const step = (name: string): void => {
  record.order.push(name);
};

// Getters live in classes, because Object.assign would read them once.
class Packaged extends EventEmitter {
  get isPackaged(): boolean {
    return system.isPackaged;
  }
}
class Themed extends EventEmitter {
  #themeSource: Electron.NativeTheme['themeSource'] = 'system';
  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#themeSource;
  }
  set themeSource(source) {
    record.order.push(`theme ${source}`);
    this.#themeSource = source;
  }
  get shouldUseDarkColors(): boolean {
    return system.isDark;
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return system.isDark;
  }
}

export const app = Object.assign(new Packaged(), {
  setName: (_name: string) => undefined,
  setAppUserModelId(_id: string) {
    // Electron has it on Windows alone.
    if (process.platform !== 'win32') throw new TypeError('app.setAppUserModelId is not a function');
  },
  setPath(name: string, path: string) {
    step(`setPath ${name}`);
    record.paths.set(name, path);
  },
  getPath: (name: string) => record.paths.get(name) ?? '',
  getAppPath: () => process.cwd(),
  getVersion: () => '0.1.0',
  getPreferredSystemLanguages: () => ['en-GB'],
  requestSingleInstanceLock() {
    step('lock');
    return system.hasLock;
  },
  whenReady() {
    step('whenReady');
    return Promise.resolve();
  },
  exit(code = 0) {
    step('exit');
    record.exitCode = code;
  },
  getLoginItemSettings: (_options?: Electron.LoginItemSettingsOptions) => ({
    openAtLogin: system.isOpenAtLogin,
    wasOpenedAtLogin: false,
    status: 'enabled' as const,
    executableWillLaunchAtLogin: system.isOpenAtLogin,
    launchItems: [],
  }),
  setLoginItemSettings(settings: Electron.Settings) {
    record.loginItems.push(settings);
  },
}) satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'setName'
  | 'setAppUserModelId'
  | 'setPath'
  | 'getPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getPreferredSystemLanguages'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'exit'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
>;

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    step('registerSchemes');
    record.schemes.push(...schemes);
  },
  handle(_scheme, handler) {
    record.pages = handler;
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

type PermissionRequest = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

export const permissions: { onRequest: PermissionRequest; onCheck: PermissionCheck } = {
  onRequest: null,
  onCheck: null,
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler) {
      permissions.onRequest = handler;
    },
    setPermissionCheckHandler(handler) {
      permissions.onCheck = handler;
    },
    resolveProxy: () => Promise.resolve(system.proxyRules),
    setSpellCheckerDictionaryDownloadURL(url) {
      record.spelling.push(url);
    },
    setSpellCheckerLanguages(languages) {
      record.spelling.push(languages);
    },
    setSpellCheckerEnabled(isEnabled) {
      record.spelling.push(isEnabled);
    },
  } satisfies Pick<
    Electron.Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'resolveProxy'
    | 'setSpellCheckerDictionaryDownloadURL'
    | 'setSpellCheckerLanguages'
    | 'setSpellCheckerEnabled'
  >,
};

type Handler = (event: unknown, ...args: unknown[]) => unknown;
const handlers = new Map<string, Handler>();

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel: string, handler: Handler) {
    handlers.set(channel, handler);
  },
  removeHandler(channel: string) {
    handlers.delete(channel);
  },
  /** A window invokes a channel. */
  invoke(channel: string, event: unknown, message: unknown): Promise<unknown> {
    const handler = handlers.get(channel);
    if (handler === undefined) return Promise.reject(new Error(`No handler for ${channel}`));
    return Promise.resolve(handler(event, message));
  },
}) satisfies Pick<Electron.IpcMain, 'removeHandler'>;

export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(system.isEncryptionAvailable),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(`${system.cipher}locked:${text}`)),
  decryptStringAsync(encrypted) {
    const text = encrypted.toString();
    if (!/^v\d\dlocked:/.test(text)) return Promise.reject(new Error('Not encrypted by this user.'));
    return Promise.resolve({ shouldReEncrypt: false, result: text.replace(/^v\d\dlocked:/, '') });
  },
} satisfies Pick<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

export const nativeTheme = new Themed() satisfies Pick<
  Electron.NativeTheme,
  'themeSource' | 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'
>;

export const screen = {
  getAllDisplays: () => [{ workArea: system.workArea }],
};

export const clipboard = {
  writeText(text) {
    record.clipboard = text;
    return Promise.resolve();
  },
} satisfies Pick<Electron.Clipboard, 'writeText'>;

export const dialog = {
  showOpenDialog: () =>
    Promise.resolve({
      canceled: system.pickedFolder === null,
      filePaths: system.pickedFolder === null ? [] : [system.pickedFolder],
    }),
  showMessageBox(options: Electron.MessageBoxOptions) {
    record.boxes.push(options);
    return Promise.resolve({ response: system.boxAnswers.shift() ?? 0, checkboxChecked: false });
  },
} satisfies Pick<Electron.Dialog, 'showOpenDialog'> & { showMessageBox: unknown };

export const shell = {
  showItemInFolder(path) {
    record.shownInFolder.push(path);
  },
  openExternal: (url) => {
    step(`openExternal ${url}`);
    return Promise.resolve();
  },
} satisfies Pick<Electron.Shell, 'showItemInFolder' | 'openExternal'>;

export const powerMonitor = Object.assign(new EventEmitter(), {
  isOnBatteryPower: () => system.isOnBattery,
}) satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>;

/** As if nothing had happened yet. */
export function resetStandIn(): void {
  for (const list of [record.windows, record.trays, record.notifications, record.schemes]) list.length = 0;
  for (const list of [record.order, record.shownInFolder, record.loginItems, record.boxes]) list.length = 0;
  record.spelling.length = 0;
  record.popups.length = 0;
  record.paths.clear();
  Object.assign(record, { clipboard: '', exitCode: null, applicationMenu: null, pages: null });
  Object.assign(system, { hasLock: true, isPackaged: true, isDark: false });
  Object.assign(system, {
    isEncryptionAvailable: true,
    pickedFolder: null,
    isOpenAtLogin: false,
    proxyRules: 'DIRECT',
  });
  Object.assign(system, { tellsReady: true, hasNotifications: true });
  Object.assign(system, { cipher: 'v11', loadProblem: null, isOnBattery: false, boxAnswers: [] });
  for (const emitter of [app, ipcMain, nativeTheme, powerMonitor]) emitter.removeAllListeners();
  handlers.clear();
}
