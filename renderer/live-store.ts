import type { AppState } from '../shared/app-state.ts';
import { keepSame } from './keep-same.ts';
import type { Connection, WindowBridge } from './window-bridge.ts';

export interface Live {
  connection: Connection;
  /** Null until the first one came; kept while the connection is lost. */
  state: AppState | null;
}

export interface LiveStore {
  get: () => Live;
  subscribe: (listener: () => void) => () => void;
}

/**
 * Follows the feed `state` while anybody listens. A revision older than the present one is dropped, unless the core was
 * started anew. What a new state has in common with the one before stays the same object.
 */
export function createLiveStore(source: Pick<WindowBridge, 'subscribe'>): LiveStore {
  let live: Live = { connection: 'connecting', state: null };
  let stop: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Live): void => {
    live = next;
    for (const listener of listeners) listener();
  };
  const onState = (state: AppState): void => {
    const isOlder = live.state?.pid === state.pid && state.revision < live.state.revision;
    if (!isOlder) set({ ...live, state: keepSame(live.state, state) });
  };
  const onConnection = (connection: Connection): void => {
    const isMending = connection === 'connecting' && live.state !== null;
    if (connection !== live.connection && !isMending) set({ ...live, connection });
  };
  return {
    get: () => live,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= source.subscribe('state', onState, onConnection);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}
