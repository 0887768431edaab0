/** What is true now, as the core last told it. The window keeps no copy of any of it elsewhere. */
import { useMemo, useSyncExternalStore } from 'react';
import type { AppState } from '../shared/app-state.ts';
import { bridge } from './bridge.ts';
import type { Live } from './live-store.ts';
import { createLiveStore } from './live-store.ts';
import type { UpstreamState } from '../shared/upstream.ts';

const store = createLiveStore(bridge);

/** Begins to follow before anything is drawn. The window follows for as long as it is there. */
export function followState(): void {
  store.subscribe(() => undefined);
}

export function useLive(): Live {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The present state. Only for what stands below the shell, which waits for the first one. */
export function useAppState(): AppState {
  const { state } = useLive();
  if (state === null) throw new Error('useAppState was called before the first state came');
  return state;
}

/** The servers that there are, without the demo: those that models are chosen from. */
export function useServers(): readonly UpstreamState[] {
  const { upstreams } = useAppState();
  return useMemo(() => upstreams.filter(({ kind }) => kind !== 'demo'), [upstreams]);
}
