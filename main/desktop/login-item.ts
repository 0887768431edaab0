/**
 * Start at login. Windows and macOS keep the record themselves. Linux has the XDG convention: one file,
 * `${XDG_CONFIG_HOME:-~/.config}/autostart/modeltray.desktop`, written when it is switched on and removed when it is
 * switched off. It is small and only touched on the user's click, so it is read and written in place.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { Clock } from '../../shared/ports.ts';
import type { ShellPorts } from '../core.ts';

export type LoginItem = NonNullable<ShellPorts['loginItem']>;

export interface LoginItemOptions {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The running program, `process.execPath`. */
  program: string;
  /** The project's folder, which an unpackaged Electron must be given. */
  appPath: string;
  /** `--data` and its folder, where the run has one of its own. */
  dataArgs: readonly string[];
}

/** The state asks often; the system's answer is kept for so long. */
const freshMs = 10_000;

/** Null where the system would start something other than this app. */
export function createLoginItem(options: LoginItemOptions, clock: Clock): LoginItem | null {
  const item = itemOfSystem(options);
  return item === null ? null : remembering(item, clock);
}

function remembering(item: LoginItem, clock: Clock): LoginItem {
  let known: { isOn: boolean; until: number } | null = null;
  return {
    isOn() {
      const now = clock.monotonicMs();
      if (known === null || now >= known.until) known = { isOn: item.isOn(), until: now + freshMs };
      return known.isOn;
    },
    set(on) {
      known = null;
      item.set(on);
    },
  };
}

function itemOfSystem(options: LoginItemOptions): LoginItem | null {
  const { platform, isPackaged, appPath, dataArgs } = options;
  const args = [...(isPackaged ? [] : [appPath]), '--no-open', ...dataArgs];
  if (platform === 'linux') return createAutostart(options, args);
  if (platform === 'win32') return createWindowsItem(options.program, args);
  // macOS registers the bundle, which unpackaged is Electron's own, and starts it without arguments.
  return platform === 'darwin' && isPackaged && dataArgs.length === 0 ? createMacItem() : null;
}

function createWindowsItem(program: string, args: readonly string[]): LoginItem {
  const entry = { path: program, args: args.map(quoteForWindows), name: 'ModelTray' };
  return {
    isOn: () => app.getLoginItemSettings({ path: entry.path, args: entry.args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...entry, openAtLogin: on }),
  };
}

function createMacItem(): LoginItem {
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on }),
  };
}

function createAutostart(options: LoginItemOptions, args: readonly string[]): LoginItem {
  const { env, home } = options;
  // The base directory specification: empty is as good as not set.
  const configHome = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const file = join(configHome, 'autostart', 'modeltray.desktop');
  // Inside an AppImage the running program lies in a mount that is gone after the run.
  const program = env['APPIMAGE'] || options.program;
  return {
    isOn: () => isStarted(file),
    set(on) {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, autostartEntry([program, ...args]), { mode: 0o644 });
    },
  };
}

/** What the desktops' own lists of startup programs write into the file instead of removing it. */
const switchedOff = /^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im;

function isStarted(file: string): boolean {
  try {
    return !switchedOff.test(readFileSync(file, 'utf8'));
  } catch {
    return false; // What cannot be read is not started either.
  }
}

/** The text of an autostart file for a command; quoting as the Desktop Entry Specification's `Exec` key wants it. */
export function autostartEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=ModelTray',
    `Exec=${command.map(quoteForDesktopEntry).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

// Quoted twice: `"`, `` ` ``, `$` and `\` for Exec's own quotes, then each `\` again for the file's string type.
function quoteForDesktopEntry(argument: string): string {
  const quoted = argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\');
  return `"${quoted.replaceAll('%', '%%')}"`;
}

// A backslash before the closing quote would escape it.
function quoteForWindows(argument: string): string {
  return /[\s"]/.test(argument) ? `"${argument.replace(/\\+$/, '$&$&')}"` : argument;
}
