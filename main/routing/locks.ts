import type { Location } from '../../shared/location.ts';
import type { Settings } from '../../shared/settings.ts';

type Locks = Settings['locks'];

/** How far the two locks let anything go. */
export function lockedReach(locks: Locks): Location {
  if (locks.onlyThisMachine) return 'this-machine';
  return locks.noCloud ? 'private-network' : 'unknown';
}

/** Both sets hold: a route may tighten what holds for everything and never loosen it. */
export function bothLocks(all: Locks, own: Locks): Locks {
  return {
    onlyThisMachine: all.onlyThisMachine || own.onlyThisMachine,
    noCloud: all.noCloud || own.noCloud,
  };
}
