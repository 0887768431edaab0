/** Which proxy the system wants for an address, as its environment tells: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY. */
import { getProxyForUrl } from 'proxy-from-env';

const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

/** Null: none. */
export function proxyOfEnvironment(url: string): string | null {
  const proxy = getProxyForUrl(url);
  if (proxy === '') return null;
  // proxy-from-env gives an address without a scheme that of the server; for curl, Python and Go it is an HTTP proxy.
  const [, bare] = /^https:\/\/(.*)$/.exec(proxy) ?? [];
  return names.some((name) => bare !== undefined && process.env[name] === bare) ? `http://${bare}` : proxy;
}
