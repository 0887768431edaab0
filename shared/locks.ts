/** The two locks on how far requests may go: those of all, and those of one route. */
import type { Location } from './location.ts';
import { isWithin } from './location.ts';
import type { Settings } from './settings.ts';

export type Locks = Settings['locks'];

/** How far the two locks let anything go. */
export function lockedReach(locks: Locks): Location {
  if (locks.onlyThisMachine) return 'this-machine';
  return locks.noCloud ? 'private-network' : 'unknown';
}

/** The lock that keeps requests from a place; null where none does. */
export function lockAgainst(location: Location, locks: Locks): keyof Locks | null {
  if (isWithin(location, lockedReach(locks))) return null;
  return locks.onlyThisMachine ? 'onlyThisMachine' : 'noCloud';
}

/** Both sets hold: a route may tighten what holds for everything and never loosen it. */
export function bothLocks(all: Locks, own: Locks): Locks {
  return {
    onlyThisMachine: all.onlyThisMachine || own.onlyThisMachine,
    noCloud: all.noCloud || own.noCloud,
  };
}

/** Those that hold for requests to an alias. */
export function locksFor({ locks, routes }: Pick<Settings, 'locks' | 'routes'>, alias: string): Locks {
  const route = routes.find((one) => one.alias === alias);
  return route === undefined ? locks : bothLocks(locks, route.locks);
}
