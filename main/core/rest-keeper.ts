/**
 * Whether servers are left alone: on battery, while no window and no page is open. Where no system tells of the battery
 * it is read, at most once a minute: before a server would be asked, and while they rest, to see that it is over.
 */
import type { Clock } from '../../shared/ports.ts';

export interface RestKeeper {
  isResting(): boolean;
  /** A window or a page is open until the returned function is called. */
  openWindow(): () => void;
  setOnBattery(onBattery: boolean): void;
  /** As far as it is known; null where nobody told. Has what is old read anew, for the next who asks. */
  isOnBattery(): boolean | null;
  /** Reads the battery where what is known of it is old. Never rejects. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface RestKeeperOptions {
  clock: Clock;
  /** Null where it is told by `setOnBattery`, or by nobody. Never rejects. */
  readOnBattery: (() => Promise<boolean>) | null;
  onChange: (isResting: boolean) => void;
}

const readEveryMs = 60_000;

export function createRestKeeper({ clock, readOnBattery, onChange }: RestKeeperOptions): RestKeeper {
  let onBattery = false;
  let isKnown = false;
  let openWindows = 0;
  let wasResting = false;
  let isStopped = false;
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | null = null;
  let cancelRead = (): void => undefined;

  const isResting = (): boolean => onBattery && openWindows === 0;

  const settle = (): void => {
    if (isResting() === wasResting || isStopped) return;
    wasResting = isResting();
    cancelRead();
    if (wasResting) readAgain();
    onChange(wasResting);
  };

  const readOnce = async (ask: () => Promise<boolean>): Promise<void> => {
    readAtMs = clock.monotonicMs();
    onBattery = await ask();
    isKnown = true;
    reading = null;
    settle();
  };
  /** Who comes while it is being read waits for that. */
  const read = (): Promise<void> => {
    if (readOnBattery !== null) reading ??= readOnce(readOnBattery);
    return reading ?? Promise.resolve();
  };
  const isFresh = (): boolean => reading === null && clock.monotonicMs() - readAtMs < readEveryMs;

  const readAgain = (): void => {
    if (readOnBattery === null || isStopped) return;
    cancelRead = clock.after(readEveryMs, () => {
      read().then(() => {
        if (wasResting) readAgain();
      }, readAgain);
    });
  };

  return {
    isResting,
    openWindow() {
      openWindows += 1;
      settle();
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        openWindows -= 1;
        settle();
      };
    },
    setOnBattery(next) {
      onBattery = next;
      isKnown = true;
      settle();
    },
    isOnBattery() {
      if (!isFresh() && !isStopped)
        read().then(
          () => undefined,
          () => undefined,
        );
      return isKnown ? onBattery : null;
    },
    refresh: () => (isFresh() ? Promise.resolve() : read()),
    stop() {
      isStopped = true;
      cancelRead();
    },
  };
}
