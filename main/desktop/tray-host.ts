import { askBus } from './session-bus.ts';
import type { Ask, BusQuestion } from './session-bus.ts';

const watcher = 'org.kde.StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';

const question: BusQuestion = [
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

/**
 * Whether something shows tray icons. Electron has no interface for it: Windows and macOS always do; on Linux the
 * session's StatusNotifier watcher is asked over D-Bus, and no answer counts as no.
 */
export async function hasTrayHost(platform: NodeJS.Platform, ask?: Ask): Promise<boolean> {
  return platform !== 'linux' || askBus(question, ask);
}
