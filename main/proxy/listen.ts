import { networkInterfaces } from 'node:os';
import type { Server } from 'node:http';
import type { Settings } from '../../shared/settings.ts';

/** One address to listen on. */
export interface Binding {
  host: string;
  /** Requests over it need no key for this machine's candidates. */
  isLoopback: boolean;
  /** Its absence (no IPv6, no Docker yet) is no failure. */
  isOptional: boolean;
}

export interface BoundAddress {
  host: string;
  port: number;
}

/** Resolves once bound; rejects with EADDRINUSE, EACCES, EADDRNOTAVAIL. */
export function listenOn(server: Server, port: number, host: string): Promise<BoundAddress> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve({ host, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });
}

/** What `listen` means in addresses. A wildcard takes the loopback in, so its requests all need the key. */
export function bindingsFor(settings: Pick<Settings['proxy'], 'listen' | 'dockerAddress'>): Binding[] {
  const hasIpv6 = interfacesHave('::1');
  if (settings.listen === 'all') {
    const any = [{ host: '0.0.0.0', isLoopback: false, isOptional: false }];
    return hasIpv6 ? [...any, { host: '::', isLoopback: false, isOptional: true }] : any;
  }
  const loopback = [{ host: '127.0.0.1', isLoopback: true, isOptional: false }];
  return hasIpv6 ? [...loopback, { host: '::1', isLoopback: true, isOptional: true }] : loopback;
}

/** The address for `listen: docker`: the one that the user named, or that of `docker0`; null while there is none. */
export function dockerBinding({ dockerAddress }: Pick<Settings['proxy'], 'dockerAddress'>): Binding | null {
  const host =
    dockerAddress ?? networkInterfaces()['docker0']?.find(({ family }) => family === 'IPv4')?.address;
  return host === undefined ? null : { host, isLoopback: false, isOptional: true };
}

function interfacesHave(address: string): boolean {
  return Object.values(networkInterfaces()).some(
    (all) => all?.some((one) => one.address === address) ?? false,
  );
}
