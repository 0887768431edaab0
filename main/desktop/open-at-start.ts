export interface StartFacts {
  platform: NodeJS.Platform;
  isFirstRun: boolean;
  startHidden: boolean;
  /** Asks the desktop, which takes a while; called only where the answer counts. */
  hasTrayHost: () => Promise<boolean>;
  /** False with `--no-open`, which start at login passes. */
  wantsOpen: boolean;
}

/**
 * Whether a start opens the window. The first one always does. Afterwards Windows and macOS start into the tray; Linux
 * opens the window unless the user wants it hidden and a tray is there to find it in.
 */
export async function shouldOpenAtStart(facts: StartFacts): Promise<boolean> {
  if (!facts.wantsOpen) return false;
  if (facts.isFirstRun) return true;
  if (facts.platform !== 'linux') return false;
  return !facts.startHidden || !(await facts.hasTrayHost());
}
