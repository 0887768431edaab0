import type { Notice } from '../../shared/app-state.ts';

/** Notices by id: the same matter is shown once, whatever number of times it is said. */
export interface Notices {
  say(notice: Notice): void;
  /** The matter is settled. */
  withdraw(id: string): void;
  /** False where there is none, or it may not be dismissed. */
  dismiss(id: string): boolean;
  all(): Notice[];
}

export function createNotices(onChange: () => void): Notices {
  const shown = new Map<string, Notice>();
  const withdraw = (id: string): void => {
    if (shown.delete(id)) onChange();
  };
  return {
    say(notice) {
      shown.set(notice.id, notice);
      onChange();
    },
    withdraw,
    dismiss(id) {
      const canDismiss = shown.get(id)?.canDismiss === true;
      if (canDismiss) withdraw(id);
      return canDismiss;
    },
    all: () => [...shown.values()],
  };
}
