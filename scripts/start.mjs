/**
 * `npm start`: builds what has changed, decides between the desktop app and the browser, says which and why, and runs
 * it. Arguments after `--` go to the program. Never starts Electron without its sandbox.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, root } from './build.mjs';
import { detectLanguage } from './language.mjs';
import { startBackgroundFetch } from './start/background-fetch.mjs';
import { findDataDir } from './start/data-dir.mjs';
import { decideShell } from './start/decide.mjs';
import { explainElectronFailure } from './start/electron-failure.mjs';
import { noiseIn } from './start/electron-noise.mjs';
import { findElectronProgram, readElectronVersion } from './start/electron-program.mjs';
import { readStamp, stampPath } from './start/fetch-stamp.mjs';
import { watchParent } from './start/parent-watch.mjs';
import { runElectron } from './start/run-electron.mjs';
import { describeFix, wordsFor } from './start/words.mjs';

const args = process.argv.slice(2);
const dataDir = findDataDir({ args, env: process.env, platform: process.platform });
const language = detectLanguage({ dataDir });
const t = wordsFor(language);

/** @returns {Promise<number>} the exit code */
async function start() {
  if (!isNodeNewEnough(process.versions.node)) return fail(t.nodeTooOld(process.versions.node));
  await buildUnlessOrphaned();
  const packageDir = join(root, 'node_modules', 'electron');
  const decision = decideShell({
    args,
    env: process.env,
    platform: process.platform,
    program: findElectronProgram(packageDir),
    triedAtMs: readStamp(stampPath(root), readElectronVersion(packageDir)),
    nowMs: Date.now(),
  });
  if (decision.shell === 'desktop') return startDesktop(decision.program);
  console.log(t.headless[decision.reason]);
  return serve(decision.isFetching ? startBackgroundFetch(root) : null);
}

async function buildUnlessOrphaned() {
  const endWatch = watchParent(() => process.exit(143));
  await ensureBuilt({ log: (line) => console.log(line), stream: process.stdout });
  endWatch();
}

/** @param {string} program */
async function startDesktop(program) {
  console.log(t.desktop);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, stop);
  const endWatch = watchParent(stop);
  const outcome = await runElectron({
    program,
    root,
    args,
    dataDir,
    onSlow: () => console.log(t.desktopSlow),
    onProxy: (baseUrl) => console.log(t.desktopUp(baseUrl)),
    stopping: stopping.signal,
  });
  endWatch();
  for (const signal of signals) process.removeListener(signal, stop);
  if (outcome.end === 'exited') return outcome.code;
  const { line, fix } = explainElectronFailure(outcome.stderr, program);
  if (fix.cause === 'other') process.stderr.write(noiseIn(outcome.stderr));
  console.log([t.desktopFailed(line), describeFix(language, fix), t.instead].filter(Boolean).join('\n'));
  return serve(null);
}

/**
 * The core, in this process.
 * @param {ReturnType<typeof startBackgroundFetch> | null} fetching
 * @returns {Promise<number>}
 */
async function serve(fetching) {
  const entry = join(root, 'out', 'main', 'headless.mjs');
  if (!existsSync(entry)) throw new Error(`${entry} was not built`);
  const { main } = await import(pathToFileURL(entry).href);
  return main(['serve', ...args], { takeInterrupt: () => fetching?.takeInterrupt() ?? false });
}

/** @param {string} line */
function fail(line) {
  console.error(line);
  return 1;
}

/** @param {string} version */
function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19);
}

try {
  process.exit(await start());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
