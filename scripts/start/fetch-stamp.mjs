import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param {string} root */
export function stampPath(root) {
  return join(root, 'node_modules', '.cache', 'modeltray', 'electron-fetch.json');
}

/**
 * When a fetch of this version last failed; null where none did.
 * @param {string} path @param {string | null} version
 * @returns {number | null}
 */
export function readStamp(path, version) {
  try {
    const stamp = JSON.parse(readFileSync(path, 'utf8'));
    return stamp.version === version && typeof stamp.triedAtMs === 'number' ? stamp.triedAtMs : null;
  } catch {
    return null;
  }
}

/** @param {string} path @param {{ version: string | null, triedAtMs: number, reason: string }} stamp */
export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(stamp)}\n`);
}

/** @param {string} path */
export function removeStamp(path) {
  rmSync(path, { force: true });
}
