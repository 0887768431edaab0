/**
 * A connection to a cloud server through a proxy: what is said to the server goes encrypted through it. Servers of this
 * machine and of the network are never reached this way, and no name is looked up here: the proxy gets it.
 */
import type { Socket } from 'node:net';
import { openHttpTunnel } from './http-tunnel.ts';
import { ProxyFailedError } from './net-errors.ts';
import { refuseOwn } from './own-address.ts';
import { readProxyAddress, shownProxy } from './proxy-address.ts';
import { openSocksTunnel } from './socks-tunnel.ts';

export interface TunnelTarget {
  /** An IPv6 address in brackets. */
  host: string;
  port: number;
  /** For the whole way to the open tunnel. */
  timeoutMs: number;
  /** Ours: none of them is a proxy. Asked before connecting, and of the address that was really connected. */
  ownPorts: ReadonlySet<number>;
  /** Ends what is being opened, at once. */
  signal: AbortSignal;
}

/**
 * `proxy`: `http://127.0.0.1:7890` or `socks5://…`, with `user:password@` where it wants them.
 * Rejects with ProxyFailedError where it cannot be used or reached, or refuses; with SelfLoopError where it is ours.
 */
export async function openTunnel(proxy: string, target: TunnelTarget): Promise<Socket> {
  const address = readProxyAddress(proxy);
  if (address === null) {
    throw new ProxyFailedError(
      { proxy: shownProxy(proxy), problem: 'unusable' },
      'of no kind that can be used',
    );
  }
  const own = refuseOwn(address.host, address.port, target.ownPorts);
  if (own !== null) throw own;
  target.signal.throwIfAborted();
  return address.kind === 'http' || address.kind === 'https'
    ? openHttpTunnel(address, target)
    : openSocksTunnel(address, target);
}
