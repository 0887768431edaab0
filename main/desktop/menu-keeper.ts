import type { Clock } from '../../shared/ports.ts';

const minRebuildGapMs = 1000;
/** macOS runs a clicked item's action after the menu has closed; a new menu before that would swallow the click. */
const afterCloseMs = 300;
/** A menu that never says that it closed must not freeze the tray. */
const maxOpenMs = 120_000;

export interface MenuKeeperOptions {
  clock: Clock;
  /** What the menus would hold now, as text to compare. */
  data: () => string;
  /** Builds and sets the menus anew. */
  rebuild: () => void;
}

export interface MenuKeeper {
  /** Rebuilds if the data differs: at once, or as soon as the menu is closed and a second has passed. */
  refresh(): void;
  /** The same, even if the data does not differ. */
  force: () => void;
  /** Holds rebuilding back while `menu` is open. */
  watch(menu: Electron.Menu): void;
  stop(): void;
}

/** Decides when menus are rebuilt: only on a difference, never while one is open, at most once a second. */
export function createMenuKeeper({ clock, data, rebuild }: MenuKeeperOptions): MenuKeeper {
  let shown: string | null = null;
  let notBefore = Number.NEGATIVE_INFINITY;
  let cancelLater: (() => void) | null = null;
  let isStopped = false;

  const refresh = (): void => {
    cancelLater?.();
    cancelLater = null;
    if (isStopped) return;
    const waitMs = notBefore - clock.monotonicMs();
    if (waitMs > 0) {
      cancelLater = clock.after(waitMs, refresh);
      return;
    }
    const next = data();
    if (next === shown) return;
    shown = next;
    notBefore = clock.monotonicMs() + minRebuildGapMs;
    rebuild();
  };
  const hold = (forMs: number): void => {
    notBefore = clock.monotonicMs() + forMs;
    refresh();
  };

  return {
    refresh,
    force() {
      shown = null;
      refresh();
    },
    watch(menu) {
      menu.on('menu-will-show', () => hold(maxOpenMs));
      menu.on('menu-will-close', () => hold(afterCloseMs));
    },
    stop() {
      isStopped = true;
      cancelLater?.();
    },
  };
}
