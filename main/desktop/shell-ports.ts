import { stat } from 'node:fs/promises';
import { BrowserWindow, dialog, shell } from 'electron';
import type { ShellPorts } from '../core.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { LoginItem } from './login-item.ts';
import type { Notifier } from './notifier.ts';
import { askSystemProxy } from './system-proxy.ts';

export interface ShellPortsOptions {
  locale: () => Locale;
  notifier: Notifier;
  /** Opens the window, for a click on a notification. */
  open: () => void;
  loginItem: LoginItem | null;
}

/** What the desktop can do for the core. */
export function createShellPorts({ locale, notifier, open, loginItem }: ShellPortsOptions): ShellPorts {
  return {
    pickFolder,
    openPath: showInFolder,
    systemProxy: askSystemProxy,
    notify: (text) => notifier.tell(renderMessage(locale(), text), open),
    ...(loginItem === null ? {} : { loginItem }),
  };
}

async function pickFolder(): Promise<string | null> {
  const parent = BrowserWindow.getFocusedWindow();
  const options = { properties: ['openDirectory', 'createDirectory'] } satisfies Electron.OpenDialogOptions;
  const { filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return filePaths[0] ?? null;
}

/** Shows `path` in the file manager. It is never opened itself: opening a file may run it. */
async function showInFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new ModelTrayError('folder_not_found', message('error.folder_not_found', { folder: path }));
  shell.showItemInFolder(path);
}
