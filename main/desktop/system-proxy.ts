import { session } from 'electron';

/** The proxies that the system's settings, a PAC script included, want for `url`, in their order; null: none. */
export async function askSystemProxy(url: string): Promise<(string | null)[]> {
  return proxiesOfRules(await session.defaultSession.resolveProxy(url));
}

/** As Chromium reads them: `SOCKS` without a number is version 4 (net/base/proxy_string_util.cc). */
const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4a',
  SOCKS4: 'socks4a',
  SOCKS5: 'socks5',
};

/**
 * Reads a PAC answer: `SOCKS5 127.0.0.1:7891; PROXY 127.0.0.1:7890; DIRECT`. A rule that cannot be used is left out, as
 * in Chromium; where none can, the first stays, so that it is said and nothing goes past it.
 */
export function proxiesOfRules(rules: string): (string | null)[] {
  const all = rules
    .split(';')
    .map((rule) => rule.trim().split(/\s+/))
    .filter(([kind]) => kind !== '');
  const usable = all.flatMap(([kind = '', host]) => {
    const scheme = schemes[kind.toUpperCase()];
    if (kind.toUpperCase() === 'DIRECT') return [null];
    return scheme === undefined || host === undefined ? [] : [`${scheme}://${host}`];
  });
  const [first] = all;
  return usable.length > 0 || first === undefined ? usable : [first.join('://').toLowerCase()];
}
