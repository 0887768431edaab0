import { networkInterfaces } from 'node:os';
import { isIpLiteral, locationOfHost } from '../../shared/location.ts';

/** True if `host:port` is one of our own listeners: a port of ours on loopback or on an interface of this machine. */
export function isOwnAddress(host: string, port: number, ownPorts: ReadonlySet<number>): boolean {
  if (!ownPorts.has(port)) return false;
  return locationOfHost(host) === 'this-machine' || (isIpLiteral(host) && isOwnInterface(host));
}

function isOwnInterface(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/i, '');
  return Object.values(networkInterfaces()).some(
    (all) => all?.some(({ address }) => address === bare) ?? false,
  );
}
