import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/** Must be `appId` in electron-builder.yml, or Windows shows notifications under no name. */
const appId = 'io.github.modeltray.ModelTray';

export interface AppPaths {
  pagesDir: string;
  preload: string;
  trayIconsDir: string;
  windowIcon: string;
  windowMemory: string;
}

/**
 * Gives the app its name and Electron's own files their folder below the data folder. Must run before the instance
 * lock, which lies in that folder, and before the app is ready.
 */
export function placeApp(dataDir: string, platform: NodeJS.Platform): AppPaths {
  const electronDir = join(dataDir, 'electron');
  mkdirSync(electronDir, { recursive: true, mode: 0o700 });
  app.setName('ModelTray');
  // The method exists on Windows alone.
  if (platform === 'win32') app.setAppUserModelId(appId);
  app.setPath('userData', electronDir);
  app.setPath('sessionData', electronDir);
  const out = outDir();
  return {
    pagesDir: join(out, 'renderer'),
    preload: join(out, 'preload', 'preload.cjs'),
    trayIconsDir: join(out, 'icons', 'tray'),
    windowIcon: join(out, 'icons', 'icon.png'),
    windowMemory: join(electronDir, 'window.json'),
  };
}

/** The Node entry of the same build. */
export function headlessEntry(): string {
  return join(outDir(), 'main', 'headless.mjs');
}

// Bundled files may lie in chunks, so everything is found from the app's folder and not from the module's.
function outDir(): string {
  return join(app.getAppPath(), 'out');
}
