import type { AppState } from '../shared/app-state.ts';
import { lockAgainst, locksFor } from '../shared/locks.ts';
import type { Locks } from '../shared/locks.ts';

/** The lock, of all or of its own route, that keeps every request from the active model; null where none does. */
export function lockOnActive({
  active,
  settings,
}: Pick<AppState, 'active' | 'settings'>): keyof Locks | null {
  if (active === null || active.isDemo) return null;
  return lockAgainst(active.location, locksFor(settings, active.alias));
}
