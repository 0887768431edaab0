import type { Candidate } from './candidates.ts';
import type { Look } from './look.ts';
import type { Scan } from './survey.ts';

/** What the listeners that are there turned out to be, so that nobody is asked twice without being asked to. */
export interface Memory {
  known(candidate: Candidate): 'server' | 'no-server' | null;
  /** The servers among them. */
  servers(): Look[];
  /** Takes in what a look saw, and forgets every listener that is gone. */
  take(scan: Scan, looks: readonly Look[]): void;
}

export function createMemory(): Memory {
  let seen: ReadonlyMap<string, Look> = new Map();
  return {
    known({ key }) {
      const look = seen.get(key);
      if (look === undefined) return null;
      return look.server === null ? 'no-server' : 'server';
    },
    servers: () => [...seen.values()].filter(({ server }) => server !== null),
    take({ groups }, looks) {
      const there = new Set(groups.flat(2).map(({ key }) => key));
      const all = [...seen.values(), ...looks.filter(({ isThere }) => isThere)];
      const kept = all.filter(({ candidate }) => there.has(candidate.key));
      seen = new Map(kept.map((look) => [look.candidate.key, look]));
    },
  };
}
