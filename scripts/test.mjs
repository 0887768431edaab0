/**
 * `npm test`: builds, finds a browser, runs vitest once and Playwright once, and closes with one line that counts both.
 * Arguments after `--` filter vitest's files; the browser specs then run only with `--e2e` among them.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, root } from './build.mjs';
import { watchParent } from './start/parent-watch.mjs';
import { chooseBrowser } from './test/browser.mjs';
import { createBrowserSteps, playwrightCache } from './test/browser-steps.mjs';
import { isolateEnvironment } from './test/environment.mjs';
import { runLimited } from './test/run-limited.mjs';
import { addTallies, closingLines, nothing, tallyPlaywright, tallyVitest } from './test/summary.mjs';

const suiteLimitMs = 12 * 60 * 1_000;
const log = (/** @type {string} */ line) => console.log(line);
const stopping = new AbortController();

/** @returns {Promise<number>} the exit code */
async function runTests() {
  const filters = process.argv.slice(2).filter((arg) => arg !== '--e2e');
  const wantsSpecs = (filters.length === 0 || process.argv.includes('--e2e')) && hasSpecs();
  const folder = await mkdtemp(join(tmpdir(), 'modeltray-test-'));
  try {
    await ensureBuilt({ log, stream: process.stdout });
    const browser = wantsSpecs ? await findBrowser() : null;
    const env = testEnvironment(folder);
    let tally = await runVitest(folder, env, filters);
    if (browser?.kind === 'found' && !stopping.signal.aborted) {
      tally = addTallies(tally, await runPlaywright(folder, env, browser.path));
    }
    return close(tally, browser?.kind === 'none' ? browser : null);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function hasSpecs() {
  const folder = join(root, 'test/e2e');
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.spec.ts'))
  );
}

async function findBrowser() {
  const choice = await chooseBrowser(createBrowserSteps({ root, env: process.env, log }));
  if (choice.kind === 'found') log(`Browser: ${choice.path ?? "Playwright's Chromium"} (${choice.source})`);
  return choice;
}

/** @param {string} folder */
function testEnvironment(folder) {
  const env = isolateEnvironment(process.env, join(folder, 'home'));
  env.PLAYWRIGHT_BROWSERS_PATH = playwrightCache(process.env);
  if (process.stdout.isTTY) env.FORCE_COLOR = '1';
  return env;
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env @param {string[]} filters */
async function runVitest(folder, env, filters) {
  const report = join(folder, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters];
  const { problem } = await runSuite('vitest', 'node_modules/vitest/vitest.mjs', args, env);
  return tallyVitest(await readJson(report), problem !== null);
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env @param {string | null} browserPath */
async function runPlaywright(folder, env, browserPath) {
  const report = join(folder, 'playwright.json');
  /** @type {NodeJS.ProcessEnv} */
  const specEnv = { ...env, MODELTRAY_PLAYWRIGHT_JSON: report };
  if (browserPath === null) delete specEnv.MODELTRAY_CHROMIUM;
  else specEnv.MODELTRAY_CHROMIUM = browserPath;
  const { problem } = await runSuite('playwright', 'node_modules/@playwright/test/cli.js', ['test'], specEnv);
  return tallyPlaywright(await readJson(report), problem !== null);
}

/** @param {string} name @param {string} script @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function runSuite(name, script, args, env) {
  const outcome = await runLimited({
    name,
    command: process.execPath,
    args: [join(root, script), ...args],
    cwd: root,
    env,
    limitMs: suiteLimitMs,
    log,
    signal: stopping.signal,
  });
  if (outcome.problem !== null) log(`${name}: ${outcome.problem}`);
  return outcome;
}

/** @param {import('./test/summary.mjs').Tally} tally @param {{ reason: string, command: string } | null} browserless */
function close(tally, browserless) {
  const isDemanded = Boolean(process.env.CI) || process.env.MODELTRAY_REQUIRE_BROWSER === '1';
  const total = browserless !== null && isDemanded ? addTallies(tally, { ...nothing, failed: 1 }) : tally;
  for (const line of closingLines(total, browserless)) log(line);
  return total.failed === 0 ? 0 : 1;
}

/** @param {string} path @returns {Promise<unknown>} */
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
watchParent(() => stopping.abort());
try {
  // Not just the exit code: a process that a broken test left behind may still hold our pipes.
  process.exit(await runTests());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  for (const line of closingLines({ ...nothing, failed: 1 }, null)) log(line);
  process.exit(1);
}
