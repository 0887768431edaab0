/** The places of the window by their addresses’ fragments. */
import type { Page } from '../shared/bridge.ts';
import { pageHash, pages } from '../shared/bridge.ts';

/** Where the window is: a page, and with `servers` perhaps one server's own page. */
export interface Route {
  page: Page;
  /** A server's slug. It may name one that is not in the list (any more). */
  server: string | null;
}

/** The place that an address' fragment names: `#/servers`, `#/servers/ollama`; Home for anything else. */
export function routeOf(hash: string): Route {
  const [name, rest] = hash.replace(/^#\/?/, '').split(/\/(.*)/s);
  const page = pages.find((known) => known === name);
  if (page === undefined) return { page: 'home', server: null };
  if (rest === undefined || rest === '') return { page, server: null };
  return page === 'servers' && /^[a-z0-9-]+$/.test(rest)
    ? { page, server: rest }
    : { page: 'home', server: null };
}

/** The fragment of one server's page. */
export function serverHash(slug: string): string {
  return `${pageHash('servers')}/${slug}`;
}
