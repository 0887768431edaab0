import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where Electron's program is, or null if it has not been fetched. Decided by its package's files alone: importing
 * `electron` in plain Node starts its own downloader.
 * @param {string} packageDir `node_modules/electron`
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findElectronProgram(packageDir, env = process.env) {
  const elsewhere = env.ELECTRON_OVERRIDE_DIST_PATH;
  const written = readText(join(packageDir, 'path.txt'));
  if (!written && !elsewhere) return null;
  const program = join(elsewhere || join(packageDir, 'dist'), written || programPathIn(process.platform));
  return existsSync(program) ? program : null;
}

/** @param {string} packageDir @returns {string | null} */
export function readElectronVersion(packageDir) {
  const text = readText(join(packageDir, 'package.json'));
  return text === null ? null : JSON.parse(text).version;
}

/** @param {NodeJS.Platform} platform */
export function programPathIn(platform) {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
