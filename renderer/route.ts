/** Where the window is. The address' fragment says it, but while a draft is held no place is left without asking. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Page } from '../shared/bridge.ts';
import { pageHash } from '../shared/bridge.ts';
import { routeOf, serverHash } from './places.ts';
import type { Route } from './places.ts';

/** Goes on to where the user wanted to go. */
type GoOn = () => void;

const listeners = new Set<() => void>();
let shown: string | null = null;
let guard: ((goOn: GoOn) => void) | null = null;

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => shown ?? window.location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

export function openPage(page: Page): void {
  window.location.hash = pageHash(page);
}

export function openServer(slug: string): void {
  window.location.hash = serverHash(slug);
}

/** While it is on, the way to another place (a link, the browser's Back, the palette, the tray) ends in `ask`. */
export function usePlaceGuard(isOn: boolean, ask: (goOn: GoOn) => void): void {
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const mine = (goOn: GoOn): void => latest.current(goOn);
    guard = mine;
    return () => {
      if (guard === mine) guard = null;
    };
  }, [isOn]);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    shown = window.location.hash;
    window.addEventListener('hashchange', follow);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('hashchange', follow);
  };
}

function follow(): void {
  if (window.location.hash === shown) return;
  if (guard !== null) {
    // The place stays: its entry is put behind the wanted one, which then is one step back.
    window.history.pushState(null, '', shown === '' ? window.location.pathname : shown);
    guard(() => {
      guard = null;
      window.history.back();
    });
    return;
  }
  shown = window.location.hash;
  listeners.forEach((listener) => listener());
}
