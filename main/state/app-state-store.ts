/**
 * The one AppState that tray, window, panel and command line read. It is built whole from what is true, never patched;
 * pushes wait a little for further changes, but no longer than a ceiling, so that endless events starve nobody.
 */
import type { AppState } from '../../shared/app-state.ts';
import type { Clock } from '../../shared/ports.ts';

export interface AppStateStore {
  /** What is true now, with the revision of its last difference. */
  get(): AppState;
  /** Something may have changed. Cheap: the hot path calls it. */
  touch(): void;
  /** Gives what is, then every change, until the returned function is called. */
  subscribe(listener: (state: AppState) => void): () => void;
}

export interface AppStateStoreOptions {
  clock: Clock;
  build: () => Omit<AppState, 'revision'>;
}

/** At most four pushes a second. */
const pushEveryMs = 250;

export function createAppStateStore({ clock, build }: AppStateStoreOptions): AppStateStore {
  const listeners = new Set<(state: AppState) => void>();
  let revision = 0;
  let pushedRevision = 0;
  let shown = '';
  let isPlanned = false;
  let lastPushMs = Number.NEGATIVE_INFINITY;

  const get = (): AppState => {
    const built = build();
    const text = JSON.stringify(built);
    if (text !== shown) {
      shown = text;
      revision += 1;
    }
    return { ...built, revision };
  };

  const push = (): void => {
    isPlanned = false;
    lastPushMs = clock.monotonicMs();
    const state = get();
    // Not `get()` before and after: whoever asked in between has raised the revision, and no listener knows yet.
    if (state.revision === pushedRevision) return;
    pushedRevision = state.revision;
    for (const listener of listeners) listener(state);
  };

  return {
    get,
    touch() {
      if (isPlanned || listeners.size === 0) return;
      isPlanned = true;
      const waitMs = Math.max(0, lastPushMs + pushEveryMs - clock.monotonicMs());
      clock.after(waitMs, push);
    },
    subscribe(listener) {
      if (listeners.size === 0) pushedRevision = get().revision;
      listeners.add(listener);
      listener(get());
      return () => listeners.delete(listener);
    },
  };
}
