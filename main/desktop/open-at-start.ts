export interface StartFacts {
  platform: NodeJS.Platform;
  isFirstRun: boolean;
  startHidden: boolean;
  hasTrayHost: boolean;
  /** `--no-open`, which start at login passes. */
  wantsOpen: boolean;
}

/**
 * Whether a start opens the window. The first one always does. Afterwards Windows and macOS start into the tray; Linux
 * opens the window unless the user wants it hidden and a tray is there to find it in.
 */
export function shouldOpenAtStart(facts: StartFacts): boolean {
  if (!facts.wantsOpen) return false;
  if (facts.isFirstRun) return true;
  if (facts.platform !== 'linux') return false;
  return !(facts.startHidden && facts.hasTrayHost);
}
