/**
 * Where a request would end up. Computed from the address alone and then only ever tightened
 * (an Ollama model with a `remote_host` is cloud whatever its server's address is).
 */
export type Location = 'this-machine' | 'private-network' | 'cloud' | 'unknown';

/** From nearest to farthest; `unknown` may forward anywhere and so counts as farthest. */
const distance: Record<Location, number> = {
  'this-machine': 0,
  'private-network': 1,
  cloud: 2,
  unknown: 3,
};

/** The farther of two locations. Facts may tighten a location by it; nothing loosens one. */
export function fartherLocation(a: Location, b: Location): Location {
  return distance[a] >= distance[b] ? a : b;
}

/** True if traffic to `location` goes no farther than `limit`. */
export function isWithin(location: Location, limit: Location): boolean {
  return distance[location] <= distance[limit];
}

/** The location of an IP address. Anything that is not one is `cloud`. */
export function locationOfAddress(address: string): Location {
  const ip = unmapped(address.replace(/^\[|\]$/g, '').toLowerCase());
  return ip.includes(':') ? locationOfIpv6(ip) : locationOfIpv4(ip);
}

/** An IPv4 address that is written as IPv6, as itself: `::ffff:7f00:1`, which is what URLs make of it, is 127.0.0.1. */
export function unmapped(ip: string): string {
  const [, dotted, high, low] =
    /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(ip) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return ip;
  const [first, second] = [parseInt(high, 16), parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}

/**
 * The location of a host as it stands in a URL, without looking anything up. Names that RFC 6761, RFC 6762,
 * RFC 8375 and ICANN's `.internal` keep for local networks, and names of one label, are `private-network`:
 * `net` checks the connected socket's address again. Every other name is `cloud`.
 */
export function locationOfHost(host: string): Location {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return 'this-machine';
  if (isIpLiteral(name)) return locationOfAddress(name);
  if (/\.(local|lan|internal|home\.arpa)$/.test(name)) return 'private-network';
  return name.includes('.') || name === '' ? 'cloud' : 'private-network';
}

/** True for `127.0.0.1`, `::1` and `[::1]`-like literals, of any address. */
export function isIpLiteral(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return parseIpv4(bare) !== null || (bare.includes(':') && /^[0-9a-f:.]+(%[\w.-]+)?$/i.test(bare));
}

function locationOfIpv4(ip: string): Location {
  const octets = parseIpv4(ip);
  if (octets === null) return 'cloud';
  const [a, b] = octets;
  if (a === 127 || octets.every((octet) => octet === 0)) return 'this-machine';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private-network';
  return a === 169 && b === 254 ? 'private-network' : 'cloud';
}

function locationOfIpv6(ip: string): Location {
  const bare = ip.replace(/%.*$/, '');
  if (bare === '::1' || bare === '::' || /^(0+:){7}0*1$/.test(bare)) return 'this-machine';
  return /^(fe[89ab][0-9a-f]|f[cd][0-9a-f]{2}):/.test(bare) ? 'private-network' : 'cloud';
}

function parseIpv4(text: string): [number, number, number, number] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return null;
  const octets = match.slice(1).map(Number) as [number, number, number, number];
  return octets.every((octet) => octet <= 255) ? octets : null;
}
