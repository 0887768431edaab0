import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { aptCommand, browserPaths, mayUseApt } from './browser.mjs';
import { runLimited } from './run-limited.mjs';

const openLimitMs = 45_000;
const aptLimitMs = 180_000;
const downloadLimitMs = 240_000;

/**
 * The real steps behind `chooseBrowser`.
 * @param {{ root: string, env: NodeJS.ProcessEnv, log: (line: string) => void }} where
 * @returns {import('./browser.mjs').BrowserSteps}
 */
export function createBrowserSteps({ root, env, log }) {
  const run = (/** @type {string} */ command, /** @type {string[]} */ args, /** @type {number} */ limitMs) =>
    runLimited({ command, args, cwd: root, env, limitMs, log });
  return {
    env,
    log,
    installed: () => unique(browserPaths(process.platform, env).filter((path) => existsSync(path))),
    cached: () => holdsChromium(playwrightCache(env)),
    canUseApt: () => mayUseApt(aptFacts(env)),
    async opens(path) {
      const script = join(root, 'scripts/test/open-browser.mjs');
      const outcome = await runLimited({
        command: process.execPath,
        args: path === null ? [script] : [script, path],
        cwd: root,
        env,
        limitMs: openLimitMs,
        log: () => {},
      });
      return outcome.problem === null;
    },
    installByApt: async () =>
      (await run('sh', ['-c', `export DEBIAN_FRONTEND=noninteractive; ${aptCommand}`], aptLimitMs)).problem,
    downloadByPlaywright: () => download({ root, env, log }),
  };
}

/**
 * Playwright says a failure five times over with its stack; of that the first reason is kept.
 * @param {{ root: string, env: NodeJS.ProcessEnv, log: (line: string) => void }} where
 */
async function download({ root, env, log }) {
  let reason = '';
  const { problem } = await runLimited({
    name: 'the download',
    command: process.execPath,
    args: [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    cwd: root,
    env,
    limitMs: downloadLimitMs,
    log: (line) => {
      if (line.startsWith('…')) log(line);
      reason ||= /^Error: (.+)$/.exec(line)?.[1] ?? '';
    },
  });
  return problem === null || reason === '' ? problem : reason;
}

/**
 * Where Playwright keeps its browsers; told to the tests, whose home folder is another.
 * @param {NodeJS.ProcessEnv} env
 */
export function playwrightCache(env) {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH;
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ms-playwright');
}

/** @param {string} folder */
function holdsChromium(folder) {
  try {
    return readdirSync(folder).some((name) => name.startsWith('chromium'));
  } catch {
    return false;
  }
}

/** Debian links one name to the other. @param {string[]} paths */
function unique(paths) {
  const seen = new Set();
  return paths.filter((path) => {
    const real = realpathSync(path);
    if (seen.has(real)) return false;
    seen.add(real);
    return true;
  });
}

/** @param {NodeJS.ProcessEnv} env */
function aptFacts(env) {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    osRelease: readText('/etc/os-release'),
    isContainer: existsSync('/.dockerenv') || existsSync('/run/.containerenv') || isContainerManager(),
    isCi: Boolean(env.CI),
  };
}

/** Kubernetes, containerd, LXC and systemd-nspawn leave no marker file. */
function isContainerManager() {
  const manager = readText('/proc/1/environ').includes('container=');
  return manager || /docker|containerd|kubepods|lxc|libpod/.test(readText('/proc/1/cgroup'));
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
