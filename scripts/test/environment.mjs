import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Variables that name a user's own folders, all replaced, so that no test meets a real ModelTray's settings. */
export const folderVariables = /** @type {Record<string, string>} */ ({
  HOME: '.',
  USERPROFILE: '.',
  XDG_CONFIG_HOME: '.config',
  XDG_CACHE_HOME: '.cache',
  XDG_DATA_HOME: '.local/share',
  XDG_STATE_HOME: '.local/state',
  APPDATA: 'AppData/Roaming',
  LOCALAPPDATA: 'AppData/Local',
});

/** Variables that would lead a test astray: our own, and every proxy. */
export function isUnwanted(/** @type {string} */ name) {
  return (
    /^MODELTRAY_(?!CHROMIUM$|PLAYWRIGHT_JSON$)/.test(name) ||
    /^(?:https?|all|no|npm_config)_.*proxy$|^(?:https?|all|no|ftp)_proxy$/i.test(name)
  );
}

/**
 * @param {NodeJS.ProcessEnv} env @param {string} home a folder of the tests' own
 * @returns {NodeJS.ProcessEnv}
 */
export function isolateEnvironment(env, home) {
  const kept = Object.entries(env).filter(([name]) => !isUnwanted(name));
  const folders = Object.entries(folderVariables).map(([name, path]) => [name, join(home, path)]);
  for (const [, path] of folders) mkdirSync(path ?? home, { recursive: true });
  return Object.fromEntries([...kept, ...folders]);
}
