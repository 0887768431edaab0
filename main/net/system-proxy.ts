/** Which proxy the system wants for an address, as its environment tells: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY. */
import { getProxyForUrl } from 'proxy-from-env';

/** Null: none. */
export function proxyOfEnvironment(url: string): string | null {
  const proxy = getProxyForUrl(url);
  return proxy === '' ? null : proxy;
}
