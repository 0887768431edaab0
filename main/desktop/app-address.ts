/** Where the window's pages live. A scheme of our own gives them an origin that no web page can have. */
export const appScheme = 'app';
export const appHost = 'modeltray';
export const appOrigin = `${appScheme}://${appHost}`;

/** True for an address of our own pages. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost;
}
