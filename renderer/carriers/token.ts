const storageName = 'modeltray-token';

/** The parts of a window that the token passes through. */
export interface TokenPlaces {
  location: { href: string };
  history: { replaceState(data: unknown, unused: string, url: string): void };
  sessionStorage: { getItem(name: string): string | null; setItem(name: string, value: string): void };
}

/**
 * The panel's token: from the link if it carries one, which is then moved out of the address bar into this tab's
 * storage, else from there. Null where the page was opened without the link.
 */
export function takeToken({ location, history, sessionStorage }: TokenPlaces): string | null {
  const url = new URL(location.href);
  const fromLink = url.searchParams.get('token');
  if (fromLink === null || fromLink === '') return sessionStorage.getItem(storageName);
  sessionStorage.setItem(storageName, fromLink);
  url.searchParams.delete('token');
  history.replaceState(null, '', `${url.pathname}${url.search}${url.hash}`);
  return fromLink;
}
