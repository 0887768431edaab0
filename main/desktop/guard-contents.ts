/**
 * What a page may do beyond showing itself: nothing, but writing text to the clipboard. Installed once for every web
 * contents that is ever made, so that no window can be forgotten.
 */
import { app, protocol, session } from 'electron';
import type { WebContents } from 'electron';
import { appScheme, isAppUrl } from './app-address.ts';
import { createPageHandler } from './page-files.ts';

/** Makes our scheme a secure origin. Electron takes it once, before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/**
 * Serves the pages and closes every other door; `onContents` gets each guarded one. Call it once the app is ready, before
 * the first window.
 */
export function installPageGuards(
  pagesDir: string,
  onContents: (contents: WebContents) => void = () => undefined,
): void {
  silenceSpellchecker();
  protocol.handle(appScheme, createPageHandler(pagesDir));
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermitted(permission, details.requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermitted(permission, origin),
  );
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
    onContents(contents);
  });
}

/**
 * Keeps Chromium from fetching a dictionary from Google, which it does for the session and not for a window: the
 * window's own `spellcheck: false` comes too late (electron#22995). If it asks all the same, nobody is asked, because
 * port 1 is one that Chromium never connects to. On macOS the system checks, and these calls do nothing.
 */
function silenceSpellchecker(): void {
  session.defaultSession.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:1/');
  session.defaultSession.setSpellCheckerLanguages([]);
  session.defaultSession.setSpellCheckerEnabled(false);
}

/** True for the one thing that our own pages may ask for. */
export function isPermitted(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isAppUrl(url);
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (details) => {
    if (!isReload(contents.getURL(), details)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
}

/** A page may load itself again, and go nowhere else. */
function isReload(current: string, { url, isMainFrame }: { url: string; isMainFrame: boolean }): boolean {
  return isMainFrame && isAppUrl(url) && withoutHash(url) === withoutHash(current);
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '');
}
