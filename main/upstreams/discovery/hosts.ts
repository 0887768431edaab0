import type { Listener } from './listener.ts';

/**
 * Where each listener is asked: on the loopback where it takes that, IPv4 before IPv6, or else at the one address that it
 * has. Of two that share a port the one with the narrower address gets it, as the system does it. A listener that has no
 * address of its own left, or none that can stand in a URL, is not in the result.
 */
export function hostsOf(listeners: readonly Listener[]): ReadonlyMap<Listener, string> {
  const hosts = new Map<Listener, string>();
  const taken = new Set<string>();
  for (const listener of [...unshared(listeners)].sort((a, b) => width(a) - width(b))) {
    const host = spellings(listener.addresses).find((one) => !taken.has(`${one}:${listener.port}`));
    if (host === undefined) continue;
    taken.add(`${host}:${listener.port}`);
    hosts.set(listener, host);
  }
  return hosts;
}

/** Processes that were forked with one socket show it each: the first of them stands for all. */
function unshared(listeners: readonly Listener[]): readonly Listener[] {
  const seen = new Set<string>();
  return listeners.filter(({ port, addresses }) => {
    const key = `${port} ${[...addresses].sort().join(' ')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function width({ addresses }: Listener): number {
  return addresses.some(isWildcard) ? 1 : 0;
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function spellings(addresses: readonly string[]): string[] {
  const has = (...wanted: string[]): boolean => wanted.some((one) => addresses.includes(one));
  // A link-local address means nothing without its interface, which no URL can name.
  const others = addresses.filter((one) => !isWildcard(one) && !/^fe[89ab]/i.test(one) && one !== '::1');
  return [
    // A socket on `::` takes IPv4 too, unless its program has switched that off.
    ...(has('127.0.0.1', '0.0.0.0', '::') ? ['127.0.0.1'] : []),
    ...(has('::1', '::') ? ['[::1]'] : []),
    ...others.filter((one) => one !== '127.0.0.1').map((one) => (one.includes(':') ? `[${one}]` : one)),
  ];
}
