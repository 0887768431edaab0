import { app, powerMonitor } from 'electron';

export interface LifecycleOptions {
  /** Shows the window: a second launch, or a click on macOS' dock. */
  show: () => void;
  quit: () => void;
  /** Takes the window away at once: one that hides instead of closing would cancel the system's shutdown. */
  letGo: () => void;
  /** A helper process such as the graphics one ended by itself; Chromium starts it anew. */
  onProcessGone: (details: { type: string; reason: string; exitCode: number }) => void;
}

/** What the system and the user tell the app. From here on only `app.exit` ends it. */
export function watchApp({ show, quit, letGo, onProcessGone }: LifecycleOptions): void {
  let isSystemEnding = false;
  powerMonitor.on('shutdown', () => {
    isSystemEnding = true;
  });
  app.on('second-instance', show);
  app.on('activate', show);
  // Without a listener Electron quits when its last window is gone.
  app.on('window-all-closed', () => undefined);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') onProcessGone({ type, reason, exitCode });
  });
  app.on('before-quit', (event) => {
    // Holding it back while the system shuts down would cancel the shutdown.
    if (isSystemEnding) {
      letGo();
      return;
    }
    event.preventDefault();
    quit();
  });
}
