import { session } from 'electron';

/** The proxy that the system's settings, a PAC script included, want for `url`; null for none. */
export async function askSystemProxy(url: string): Promise<string | null> {
  return proxyOfRules(await session.defaultSession.resolveProxy(url));
}

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/** Reads the first rule of a PAC answer: `PROXY 127.0.0.1:7890; DIRECT`. A kind that cannot be used is kept, to be said. */
export function proxyOfRules(rules: string): string | null {
  const [kind = '', host = ''] = (rules.split(';')[0] ?? '').trim().split(/\s+/);
  const scheme = schemes[kind.toUpperCase()];
  return scheme === undefined || host === '' ? null : `${scheme}://${host}`;
}
