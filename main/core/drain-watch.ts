import type { Draining } from '../../shared/app-state.ts';
import { isSameModel } from '../../shared/model.ts';
import type { ModelRef } from '../../shared/model.ts';

/** What was asked of the active model before a switch and is still being answered after it. */
export interface DrainWatch {
  /** The active alias leads to `after` now, and led to `before`. */
  note(before: readonly ModelRef[], after: readonly ModelRef[]): void;
  /** Forgets what is done, so that a later request to the same model by its own name does not count. */
  list(): Draining[];
}

export function createDrainWatch(inFlight: () => readonly { ref: ModelRef; count: number }[]): DrainWatch {
  let left: ModelRef[] = [];
  const isBusy = (ref: ModelRef): boolean =>
    inFlight().some((one) => one.count > 0 && isSameModel(one.ref, ref));
  return {
    note(before, after) {
      const isIn = (refs: readonly ModelRef[], ref: ModelRef): boolean =>
        refs.some((one) => isSameModel(one, ref));
      const added = before.filter((ref) => !isIn(left, ref));
      left = [...left, ...added].filter((ref) => !isIn(after, ref) && isBusy(ref));
    },
    list() {
      if (left.length === 0) return [];
      left = left.filter(isBusy);
      return inFlight()
        .filter(({ ref, count }) => count > 0 && left.some((one) => isSameModel(one, ref)))
        .map(({ ref: { upstream, model }, count }) => ({ upstream, model, count }));
    },
  };
}
