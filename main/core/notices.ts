import type { Notice } from '../../shared/app-state.ts';

/** Notices by id: the same matter is shown once, whatever number of times it is said. */
export interface Notices {
  /** Shown until it is dismissed or withdrawn, or `isStill` no longer holds. */
  say(notice: Notice, isStill?: () => boolean): void;
  /** The matter is settled. */
  withdraw(id: string): void;
  /** False where there is none, or it may not be dismissed. */
  dismiss(id: string): boolean;
  all(): Notice[];
}

export function createNotices(onChange: () => void): Notices {
  const shown = new Map<string, { notice: Notice; isStill: () => boolean }>();
  const withdraw = (id: string): void => {
    if (shown.delete(id)) onChange();
  };
  return {
    say(notice, isStill = () => true) {
      shown.set(notice.id, { notice, isStill });
      onChange();
    },
    withdraw,
    dismiss(id) {
      const canDismiss = shown.get(id)?.notice.canDismiss === true;
      if (canDismiss) withdraw(id);
      return canDismiss;
    },
    all() {
      for (const [id, { isStill }] of shown) if (!isStill()) shown.delete(id);
      return [...shown.values()].map(({ notice }) => notice);
    },
  };
}
