import { useSyncExternalStore } from 'react';
import type { Page } from '../shared/bridge.ts';
import { pageHash, pages } from '../shared/bridge.ts';

/** The page that an address' fragment names; Home for anything else. */
export function pageOf(hash: string): Page {
  const name = hash.replace(/^#\/?/, '');
  return pages.find((page) => page === name) ?? 'home';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function usePage(): Page {
  return useSyncExternalStore(subscribe, () => pageOf(window.location.hash));
}

export function openPage(page: Page): void {
  window.location.hash = pageHash(page);
}
