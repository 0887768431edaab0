/** How connections to servers are opened, and which are not. */
import { buildConnector } from 'undici';
import { toError } from '../../shared/errors.ts';
import type { Location } from '../../shared/location.ts';
import { isWithin, locationOfAddress, locationOfHost } from '../../shared/location.ts';
import type { ProxyProblem } from '../../shared/proxy-trouble.ts';
import type { NetOptions } from './net.ts';
import { OutOfReachError, proxyTroubleOf } from './net-errors.ts';
import { refuseOwn } from './own-address.ts';
import { openTunnel } from './tunnel.ts';

type Connect = (options: buildConnector.Options, port: number, callback: buildConnector.Callback) => void;

interface Connecting {
  reach: Location;
  ownPorts: () => ReadonlySet<number>;
  timeoutMs: () => number;
  proxiesFor: Required<NetOptions>['proxiesFor'];
  /** Ends what is being opened through a proxy. */
  signal: AbortSignal;
}

/**
 * Opens connections to servers. Refuses before connecting what the address itself tells, and after it what the resolved
 * address tells.
 */
export function createConnector({
  reach,
  ownPorts,
  timeoutMs,
  proxiesFor,
  signal,
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
    const target = { host: options.hostname, port, timeoutMs: timeoutMs(), ownPorts: ownPorts(), signal };
    openTunnel(proxy, target).then(
      (socket) => {
        if (options.protocol === 'https:') connectNow()({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (thrown: unknown) => callback(toError(thrown), null),
    );
  };
  /** The next way only where a proxy is not there: its word that it may not, or cannot, holds. */
  const connectAlong = (
    [way = null, ...others]: readonly (string | null)[],
    ...[options, port, callback]: Parameters<Connect>
  ): void => {
    if (way === null) {
      connectDirect(options, port, callback);
      return;
    }
    connectThrough(way, options, port, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else if (others.length === 0 || signal.aborted || !isAbsent(error)) callback(error, null);
      else {
        // The proxy that is wanted first is the one to be mended.
        connectAlong(others, options, port, (...[later, found]) =>
          later === null ? callback(null, found) : callback(error, null),
        );
      }
    });
  };
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const refusal = refuse(options.hostname, locationOfHost(options.hostname), port, reach, ownPorts());
    if (refusal !== null) {
      callback(refusal, null);
      return;
    }
    if (locationOfHost(options.hostname) !== 'cloud') {
      connectDirect(options, port, callback);
      return;
    }
    proxiesFor(`${options.protocol}//${options.host ?? options.hostname}`).then(
      (ways) => connectAlong(ways, options, port, callback),
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
  return (
    refuseOwn(host, port, ownPorts) ?? (isWithin(location, reach) ? null : new OutOfReachError(host, reach))
  );
}

const absent: ReadonlySet<ProxyProblem> = new Set(['down', 'silent', 'not-a-proxy', 'unusable']);

/** The proxy gave no answer that counts. */
function isAbsent(error: Error): boolean {
  const trouble = proxyTroubleOf(error);
  return trouble !== null && absent.has(trouble.problem);
}
