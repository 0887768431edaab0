import { useMemo, useSyncExternalStore } from 'react';
import type { Page } from '../shared/bridge.ts';
import { pageHash } from '../shared/bridge.ts';
import { routeOf, serverHash } from './places.ts';
import type { Route } from './places.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

export function openPage(page: Page): void {
  window.location.hash = pageHash(page);
}

export function openServer(slug: string): void {
  window.location.hash = serverHash(slug);
}
