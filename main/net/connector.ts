/** How connections to servers are opened, and which are not. */
import { buildConnector } from 'undici';
import { toError } from '../../shared/errors.ts';
import type { Location } from '../../shared/location.ts';
import { isWithin, locationOfAddress, locationOfHost } from '../../shared/location.ts';
import { OutOfReachError, SelfLoopError } from './net-errors.ts';
import { isOwnAddress } from './own-address.ts';
import { openTunnel } from './tunnel.ts';

type Connect = (options: buildConnector.Options, port: number, callback: buildConnector.Callback) => void;

interface Connecting {
  reach: Location;
  ownPorts: () => ReadonlySet<number>;
  timeoutMs: () => number;
  proxyFor: (url: string) => Promise<string | null>;
}

/**
 * Opens connections to servers. Refuses before connecting what the address itself tells, and after it what the resolved
 * address tells.
 */
export function createConnector({
  reach,
  ownPorts,
  timeoutMs,
  proxyFor,
}: Connecting): buildConnector.connector {
  let made = { timeout: timeoutMs(), connect: buildConnector({ timeout: timeoutMs() }) };
  const connectNow = (): buildConnector.connector => {
    const timeout = timeoutMs();
    if (made.timeout !== timeout) made = { timeout, connect: buildConnector({ timeout }) };
    return made.connect;
  };
  const connectDirect: Connect = (options, port, callback) => {
    connectNow()(options, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      const address = socket.remoteAddress ?? '';
      const late = refuse(address, locationOfAddress(address), port, reach, ownPorts());
      if (late === null) callback(null, socket);
      else {
        socket.destroy();
        callback(late, null);
      }
    });
  };
  const connectThrough = (proxy: string, ...[options, port, callback]: Parameters<Connect>): void => {
    const own = ownProxyError(proxy, ownPorts());
    if (own !== null) {
      callback(own, null);
      return;
    }
    openTunnel({ proxy, host: options.hostname, port, timeoutMs: timeoutMs() }).then(
      (socket) => {
        if (options.protocol === 'https:') connectNow()({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (thrown: unknown) => callback(toError(thrown), null),
    );
  };
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refusal = refuse(options.hostname, locationOfHost(options.hostname), port, reach, ownPorts());
    if (refusal !== null) {
      callback(refusal, null);
      return;
    }
    const direct = (): void => connectDirect(options, port, callback);
    if (locationOfHost(options.hostname) !== 'cloud') {
      direct();
      return;
    }
    proxyFor(`${options.protocol}//${options.host ?? options.hostname}`).then(
      (proxy) => {
        if (proxy === null) direct();
        else connectThrough(proxy, options, port, callback);
      },
      (thrown: unknown) => callback(toError(thrown), null),
    );
  };
}

/** Why nothing may be opened to an address of that location; null where it may. */
export function refuse(
  host: string,
  location: Location,
  port: number,
  reach: Location,
  ownPorts: ReadonlySet<number>,
): Error | null {
  if (isOwnAddress(host, port, ownPorts)) return new SelfLoopError(host, port);
  return isWithin(location, reach) ? null : new OutOfReachError(host, reach);
}

function ownProxyError(proxy: string, ownPorts: ReadonlySet<number>): Error | null {
  if (!URL.canParse(proxy)) return null;
  const { hostname, port } = new URL(proxy);
  return isOwnAddress(hostname, Number(port), ownPorts) ? new SelfLoopError(hostname, Number(port)) : null;
}
