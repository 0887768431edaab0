import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const watcher = 'org.kde.StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';
const timeoutMs = 1500;

/** The question in the words of the two D-Bus tools that Linux desktops come with. */
const questions: readonly { tool: string; args: readonly string[]; yes: RegExp }[] = [
  {
    tool: 'gdbus',
    args: [
      ...['call', '--session', '--dest', watcher, '--object-path', '/StatusNotifierWatcher'],
      ...['--method', 'org.freedesktop.DBus.Properties.Get', watcher, property],
    ],
    yes: /^\(<true>,\)/,
  },
  {
    tool: 'busctl',
    args: ['--user', 'get-property', watcher, '/StatusNotifierWatcher', watcher, property],
    yes: /^b true/,
  },
];

export type Ask = (tool: string, args: readonly string[]) => Promise<string>;

/**
 * Whether something shows tray icons. Electron has no interface for it: Windows and macOS always do; on Linux the
 * session's StatusNotifier watcher is asked over D-Bus, and no answer counts as no.
 */
export async function hasTrayHost(platform: NodeJS.Platform, ask: Ask = run): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const { tool, args, yes } of questions) {
    const answer = await ask(tool, args).catch(() => null);
    if (answer !== null) return yes.test(answer.trim());
  }
  return false;
}

async function run(tool: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(tool, args, { timeout: timeoutMs });
  return stdout;
}
