import type { AppState } from '../shared/app-state.ts';
import { isWithin } from '../shared/location.ts';

/** The lock, of all or of its own route, that keeps every request from the active model; null where none does. */
export function lockOnActive({
  active,
  settings,
}: Pick<AppState, 'active' | 'settings'>): 'onlyThisMachine' | 'noCloud' | null {
  if (active === null || active.isDemo) return null;
  const own = settings.routes.find(({ alias }) => alias === active.alias)?.locks;
  if (settings.locks.onlyThisMachine || own?.onlyThisMachine === true) {
    if (!isWithin(active.location, 'this-machine')) return 'onlyThisMachine';
  }
  const isNoCloud = settings.locks.noCloud || own?.noCloud === true;
  return isNoCloud && !isWithin(active.location, 'private-network') ? 'noCloud' : null;
}
