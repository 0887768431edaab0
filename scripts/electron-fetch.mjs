/**
 * Fetches the desktop app's program: by hand (`node scripts/electron-fetch.mjs`), or as the child process of
 * `npm start`, with whose end it ends. Exit 0: it is there; 1: it is not, and the last line says why.
 */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectLanguage } from './language.mjs';
import { FetchError, downloadElectron, electronUrl } from './start/electron-download.mjs';
import { findElectronProgram, readElectronVersion } from './start/electron-program.mjs';
import { removeStamp, stampPath, writeStamp } from './start/fetch-stamp.mjs';
import { describeFetchProblem, wordsFor } from './start/words.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const lineEveryMs = 3_000;

/**
 * @param {{ rootDir?: string, env?: NodeJS.ProcessEnv, language?: import('./language.mjs').Language,
 *   log?: (line: string) => void, signal?: AbortSignal, checksums?: Record<string, string>, stallMs?: number,
 *   now?: () => number }} [options]
 * @returns {Promise<boolean>} whether the program is there
 */
export async function fetchElectron({
  rootDir = root,
  env = process.env,
  language = detectLanguage(),
  log = (line) => console.log(line),
  now = () => Date.now(),
  ...options
} = {}) {
  const t = wordsFor(language);
  const packageDir = join(rootDir, 'node_modules', 'electron');
  const stamp = stampPath(rootDir);
  if (findElectronProgram(packageDir, env) !== null) {
    log(t.fetchThere);
    return true;
  }
  const version = readElectronVersion(packageDir) ?? '';
  log(t.fetching(electronUrl({ version, platform: process.platform, arch: process.arch, env })));
  try {
    await downloadElectron({
      ...options,
      packageDir,
      cacheDir: dirname(stamp),
      version,
      env,
      onProgress: createReporter(t, log, now),
      onUnpack: () => log(t.unpacking),
    });
    removeStamp(stamp);
    log(t.fetchDone);
    return true;
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    writeStamp(stamp, { version, triedAtMs: now(), reason: error.message });
    log(describeFetchProblem(language, error.problem, error.detail));
    return false;
  }
}

/**
 * A line with percent and speed every three seconds, and one at the end.
 * @param {ReturnType<typeof wordsFor>} t @param {(line: string) => void} log @param {() => number} now
 */
function createReporter(t, log, now) {
  let last = { atMs: now(), bytes: 0 };
  return (/** @type {import('./start/electron-download.mjs').FetchProgress} */ { doneBytes, totalBytes }) => {
    const elapsedMs = now() - last.atMs;
    if (elapsedMs < lineEveryMs && doneBytes !== totalBytes) return;
    const speedMb = ((doneBytes - last.bytes) / 1e6 / Math.max(elapsedMs, 1)) * 1_000;
    const percent = totalBytes === null ? null : Math.floor((doneBytes / totalBytes) * 100);
    log(t.fetched({ percent, doneMb: (doneBytes / 1e6).toFixed(1), speedMb: speedMb.toFixed(1) }));
    last = { atMs: now(), bytes: doneBytes };
  };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ending.abort());
  process.once('disconnect', () => ending.abort());
  process.exitCode = (await fetchElectron({ signal: ending.signal })) ? 0 : 1;
  if (process.connected) process.disconnect();
}
