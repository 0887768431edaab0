/** The address that is only `name`'s: `http://127.0.0.1:9999/r/team/v1` for the proxy's `http://127.0.0.1:9999/v1`. */
export function ownAddress(proxyBaseUrl: string, name: string): string {
  return proxyBaseUrl.replace(/\/v1$/, `/r/${name}/v1`);
}
