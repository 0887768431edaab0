/**
 * Everything that ModelTray connects to and listens on, computed from what is set. Settings shows it as a promise: who
 * opens a socket for another purpose adds it here.
 */
import type { AppState } from './app-state.ts';
import { dbgptPort } from './exports.ts';
import { isWithin, locationOfHost } from './location.ts';
import type { Location } from './location.ts';
import { lockedReach } from './locks.ts';
import type { Settings } from './settings.ts';

/**
 * When a server is asked. `watched`: for requests, and now and then whether it is there. `on-use`: for requests, and
 * when somebody opens the window or tests it. `locked`: a lock keeps every request from it. `inside`: it is ModelTray's.
 */
export type AskedWhen = 'watched' | 'on-use' | 'locked' | 'inside';

export interface ServerConnection {
  slug: string;
  name: string;
  address: string;
  location: Location;
  asked: AskedWhen;
}

export interface Connections {
  /** Every server that is set, in the settings' order, and the demo behind them while it may answer. */
  servers: ServerConnection[];
  /** What cloud servers are reached through: an address, or what the system says; null where no server takes that way. */
  cloudProxy: { address: string | null } | null;
  /** Where DB-GPT would be on this machine: asked only when its page does. */
  dbgpt: string;
  /** Every `address:port` on which the proxy answers; empty while it does not run. */
  proxy: string[];
  /** Where the window and the commands ask: always on this machine only. Null where its port is not told. */
  panel: string | null;
}

export function connectionsOf(state: AppState): Connections {
  const { settings, upstreams, proxy, panelUrl } = state;
  const limit = lockedReach(settings.locks);
  const demo = upstreams.filter(({ kind }) => kind === 'demo');
  const hasCloud = settings.upstreams.some(({ baseUrl }) => locationOfHost(hostOf(baseUrl)) === 'cloud');
  return {
    // Of the settings, not of what is known by now: a server that nothing is known of is connected to as well.
    servers: [
      ...settings.upstreams.map(({ slug, name, baseUrl }) => {
        const socket = locationOfHost(hostOf(baseUrl));
        const location = upstreams.find((one) => one.slug === slug)?.location ?? socket;
        return { slug, name, address: baseUrl, location, asked: askedWhen(location, socket, limit) };
      }),
      ...demo.map(({ slug, name, baseUrl, location }) => ({
        ...{ slug, name, address: baseUrl, location },
        asked: 'inside' as const,
      })),
    ],
    cloudProxy: hasCloud && isWithin('cloud', limit) ? cloudProxyOf(settings.cloudProxy) : null,
    dbgpt: `127.0.0.1:${dbgptPort}`,
    proxy: [...proxy.listeners],
    panel: panelUrl,
  };
}

function cloudProxyOf({ mode, address }: Settings['cloudProxy']): Connections['cloudProxy'] {
  return mode === 'none' ? null : { address: mode === 'address' ? address : null };
}

function askedWhen(location: Location, socket: Location, limit: Location): AskedWhen {
  if (!isWithin(location, limit)) return 'locked';
  return socket === 'this-machine' ? 'watched' : 'on-use';
}

/** The host of an address that the settings took. */
function hostOf(baseUrl: string): string {
  return /^https?:\/\/(\[[^\]]+\]|[^/:?#]+)/i.exec(baseUrl)?.[1] ?? '';
}
