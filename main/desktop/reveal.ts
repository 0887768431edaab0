import type { BrowserWindow } from 'electron';
import type { Clock } from '../../shared/ports.ts';

/** How long a loaded page has to paint before it is shown as it is. */
export const paintGraceMs = 200;

/**
 * Loads a page into a window that was made hidden, and shows it when the page is painted, or soon after it is loaded.
 * The second is what Wayland needs: a surface that was never shown gets no frames there, and Electron never says
 * `ready-to-show` (electron#48859). A page that cannot be loaded shows the window as well: its menu can still quit.
 */
export function loadAndReveal(
  window: BrowserWindow,
  load: () => Promise<void>,
  clock: Clock,
  show: () => void,
): void {
  let isDone = false;
  let cancelGrace = (): void => undefined;
  const finish = (): void => {
    isDone = true;
    cancelGrace();
  };
  const reveal = (): void => {
    if (isDone) return;
    finish();
    show();
  };
  window.once('ready-to-show', reveal);
  // Shown by other means, and perhaps hidden again since; or gone, where a load that ends rejects.
  window.once('show', finish);
  window.once('closed', finish);
  load().then(() => {
    if (!isDone) cancelGrace = clock.after(paintGraceMs, reveal);
  }, reveal);
}
