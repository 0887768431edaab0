/** Counters that can be awaited: they resolve by the event itself, never by looking again and again. */

export interface Awaitable<Name extends string> {
  readonly counts: Readonly<Record<Name, number>>;
  add(name: Name, amount?: number): void;
  /** Resolves once `name` is at least `atLeast`; rejects after `guardMs` with what was counted instead. */
  waitFor(name: Name, atLeast: number): Promise<void>;
  /** The same for any condition on the counters. */
  waitUntil(what: string, isMet: (counts: Readonly<Record<Name, number>>) => boolean): Promise<void>;
}

const guardMs = 15_000;

export function createCounters<Name extends string>(names: readonly Name[]): Awaitable<Name> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  const listeners = new Set<() => void>();

  function waitUntil(what: string, isMet: (counts: Record<Name, number>) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        if (!isMet(counts)) return false;
        clearTimeout(guard);
        listeners.delete(settle);
        resolve();
        return true;
      };
      const guard = setTimeout(() => {
        listeners.delete(settle);
        reject(new Error(`waited in vain for ${what}; counted ${JSON.stringify(counts)}`));
      }, guardMs);
      if (!settle()) listeners.add(settle);
    });
  }

  return {
    counts,
    add(name, amount = 1) {
      counts[name] += amount;
      for (const listener of [...listeners]) listener();
    },
    waitFor: (name, atLeast) => waitUntil(`${name} ≥ ${atLeast}`, () => counts[name] >= atLeast),
    waitUntil,
  };
}
