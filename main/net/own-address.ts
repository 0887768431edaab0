import { networkInterfaces } from 'node:os';
import { isIpLiteral, locationOfHost, unmapped } from '../../shared/location.ts';
import { SelfLoopError } from './net-errors.ts';

/** True if `host:port` is one of our own listeners: a port of ours on loopback or on an interface of this machine. */
export function isOwnAddress(host: string, port: number, ownPorts: ReadonlySet<number>): boolean {
  if (!ownPorts.has(port)) return false;
  return locationOfHost(host) === 'this-machine' || (isIpLiteral(host) && isOwnInterface(host));
}

/** The error of a connection that would lead back to us; null where it does not. */
export function refuseOwn(host: string, port: number, ownPorts: ReadonlySet<number>): SelfLoopError | null {
  return isOwnAddress(host, port, ownPorts) ? new SelfLoopError(host, port) : null;
}

function isOwnInterface(host: string): boolean {
  const bare = unmapped(host.replace(/^\[|\]$/g, ''));
  return Object.values(networkInterfaces()).some(
    (all) => all?.some(({ address }) => address === bare) ?? false,
  );
}
