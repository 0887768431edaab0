import { app, dialog } from 'electron';

export interface Audience {
  isPackaged: boolean;
  /** What is written to stderr appears in front of a person. */
  hasTerminal: boolean;
}

/**
 * Says why the app can't start, on stderr, and in a box of its own to whoever double-clicked. The box does not hold up
 * the process. A clone always has a reader: `npm start` shows the line, says what to do and goes on in the browser.
 */
export async function tellStartFailed(title: string, reason: string, audience: Audience): Promise<void> {
  process.stderr.write(`${reason}\n`);
  if (!audience.isPackaged || audience.hasTerminal) return;
  await app.whenReady();
  await dialog.showMessageBox({ type: 'error', title: 'ModelTray', message: title, detail: reason });
}
