import { askBus } from './session-bus.ts';
import type { Ask, BusQuestion } from './session-bus.ts';

const service = 'org.freedesktop.Notifications';
const bus = 'org.freedesktop.DBus';
const busPath = '/org/freedesktop/DBus';

/** Starts the service where it is not up yet. 1: it is now; 2: it was; an error: there is none, or it does not come up. */
const question: BusQuestion = [
  {
    tool: 'gdbus',
    args: [
      ...['call', '--session', '--dest', bus, '--object-path', busPath],
      ...['--method', `${bus}.StartServiceByName`, service, '0'],
    ],
    yes: /^\(uint32 [12],\)/,
  },
  {
    tool: 'busctl',
    args: ['--user', 'call', bus, busPath, bus, 'StartServiceByName', 'su', service, '0'],
    yes: /^u [12]$/,
  },
];

/**
 * Whether somebody shows notifications on this Linux. It must be asked before each of them: where nobody does, Electron
 * waits for one in its main thread, for up to two minutes, and no request is answered meanwhile (electron#48753).
 */
export function hasNotificationHost(ask?: Ask): Promise<boolean> {
  return askBus(question, ask);
}
