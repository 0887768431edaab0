/**
 * `npm run test:real -- <address> … [--keys-file <file>] [--full] [--markdown <file>]`: the main job against real
 * servers, through a real core started for it. One table is the result; 0 where every step passed, 2 for bad usage.
 * Contacts the addresses given and nothing else. The keys file has `address key` on each line.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, root } from './build.mjs';
import { detectLanguage } from './language.mjs';
import { watchParent } from './start/parent-watch.mjs';
import { startCore } from './test-real/core.mjs';
import { parseOptions } from './test-real/options.mjs';
import { allSteps, testServer } from './test-real/steps.mjs';
import { countFailures, renderMarkdown, renderTable } from './test-real/table.mjs';
import { wordsFor } from './test-real/words.mjs';

/** @typedef {import('./test-real/options.mjs').Options} Options */

const words = wordsFor(detectLanguage());
const stopping = new AbortController();
const log = (/** @type {string} */ line) => console.error(line);

/** @returns {Promise<number>} the exit code */
async function run() {
  const options = parseOptions(process.argv.slice(2), (path) => readFileSync(path, 'utf8'));
  if ('problem' in options) {
    log(words.usage[options.problem]('what' in options ? options.what : ''));
    return 2;
  }
  await ensureBuilt({ log });
  const rows = await testServers(options);
  const steps = allSteps.filter((step) => step !== 'full' || options.full);
  const result = { rows, steps, words };
  const { alignColumns } = await loadProgram();
  for (const line of renderTable(result, alignColumns)) console.log(line);
  const isWritten = options.markdown === null || (await write(options.markdown, renderMarkdown(result)));
  return countFailures(result) === 0 && isWritten ? 0 : 1;
}

/** One after another: each may need the whole machine. @param {Options} options */
async function testServers({ targets, full }) {
  const { renderMessage } = await loadProgram();
  const addresses = targets.map(({ address }) => address);
  const core = await startCore({ root, addresses, env: process.env, signal: stopping.signal });
  try {
    const { locale } = await core.client.call('getState', {}, stopping.signal);
    const render = (/** @type {import('../shared/i18n/index.ts').Message} */ message) =>
      renderMessage(locale, message);
    const rows = [];
    for (const target of targets) {
      rows.push(
        await testServer({ core: core.client, full, words, render, log, stopping: stopping.signal }, target),
      );
    }
    return rows;
  } finally {
    await core.stop();
  }
}

/** @returns {Promise<typeof import('../main/headless.ts')>} */
async function loadProgram() {
  return import(pathToFileURL(join(root, 'out/main/headless.mjs')).href);
}

/** @param {string} path @param {string} text */
async function write(path, text) {
  try {
    await writeFile(path, text);
    console.log(words.written(path));
    return true;
  } catch (error) {
    log(words.notWritten(path, error instanceof Error ? error.message : String(error)));
    return false;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
watchParent(() => stopping.abort());
try {
  process.exitCode = await run();
} catch (error) {
  log(stopping.signal.aborted ? words.stopped : error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
