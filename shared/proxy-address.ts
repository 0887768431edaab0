/** How the address of a proxy for cloud servers is written. */

/** `socks5h` and `socks5` are one: the proxy gets the server's name either way, and no DNS query leaves. */
export const proxySchemes = ['http', 'https', 'socks5', 'socks5h', 'socks', 'socks4a', 'socks4'] as const;
export type ProxyScheme = (typeof proxySchemes)[number];

/** Why a text is no address of a proxy: no `scheme://host:port`, a kind that cannot be used, a login in it. */
export type ProxyAddressFlaw = 'form' | 'scheme' | 'login';

/** Null: it can be kept. A login is refused, because the settings hold no secret. */
export function flawOfProxyAddress(text: string): ProxyAddressFlaw | null {
  const [, scheme, place] = /^([a-z][a-z0-9+.-]*):\/\/([^\s/?#]+)\/?$/i.exec(text.trim()) ?? [];
  if (scheme === undefined || place === undefined) return 'form';
  if (!isProxyScheme(scheme.toLowerCase())) return 'scheme';
  if (place.includes('@')) return 'login';
  const parts = /^(?:\[[0-9a-f:.]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i.exec(place);
  const port = Number(parts?.[1] ?? 1);
  return parts !== null && port >= 1 && port <= 65_535 ? null : 'form';
}

export function isProxyScheme(scheme: string): scheme is ProxyScheme {
  return proxySchemes.some((one) => one === scheme);
}
