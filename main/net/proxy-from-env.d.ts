declare module 'proxy-from-env' {
  /** The proxy's URL for a target's; '' where there is none to be used. */
  export function getProxyForUrl(url: string): string;
}
