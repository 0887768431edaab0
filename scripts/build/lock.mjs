import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const beatMs = 2_000;
const staleAfterMs = 30_000;

/**
 * Runs `work` while this process alone holds the file `path`. A lock whose process is gone, or that hasn't been
 * touched for half a minute, is taken over.
 * @template Result
 * @param {string} path
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(path, work) {
  while (!(await tryLock(path))) await delay(200);
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
}

/** @param {string} path */
async function tryLock(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  if (await isStale(path)) await rm(path, { force: true });
  return false;
}

/** @param {string} path */
async function isStale(path) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Date.now() - mtimeMs > staleAfterMs) return true;
    const pid = Number(text);
    // A file just created is still empty: its writer is about to write its process id.
    return pid > 0 && pid !== process.pid && !isAlive(pid);
  } catch {
    return false;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** @param {unknown} error @param {string} code */
export function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
