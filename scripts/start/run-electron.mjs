import { spawn } from 'node:child_process';
import { readInstance } from './data-dir.mjs';
import { createNoiseFilter } from './electron-noise.mjs';

/** @typedef {{ end: 'exited', code: number } | { end: 'failed', stderr: string }} ElectronEnd */

const pollMs = 200;
const slowAfterMs = 30_000;
const killAfterMs = 4_800;
const keptStderrChars = 64 * 1_024;

/**
 * Runs the desktop app until it ends. `failed` means that it gave up before it was ready, which is when its process
 * stands in `instance.json`. An end with code 0 never is: that start has woken an app that runs, or is about to, and a
 * second core beside it would be wrong.
 * @param {{ program: string, root: string, args: readonly string[], dataDir: string, env?: NodeJS.ProcessEnv,
 *   onSlow?: () => void, onProxy?: (baseUrl: string) => void, stopping: AbortSignal,
 *   stderr?: (text: string) => void }} options
 *   `onProxy`: told once, when the app's proxy runs. `stopping`: ends the app, by force if it hasn't ended after five
 *   seconds. `stderr`: what the app says there, without Chromium's noise
 * @returns {Promise<ElectronEnd>}
 */
export async function runElectron({
  program,
  root,
  args,
  dataDir,
  env = process.env,
  onSlow = () => {},
  onProxy = () => {},
  stopping,
  stderr = (text) => process.stderr.write(text),
}) {
  // With this variable, which editors set for their children, Electron would be a plain Node.
  const { ELECTRON_RUN_AS_NODE: _unwanted, ...appEnv } = env;
  const child = spawn(program, [root, ...args], {
    cwd: root,
    env: appEnv,
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  const filter = createNoiseFilter(stderr, env);
  const said = collectStderr(child.stderr, filter);
  const look = () => {
    const instance = readInstance(dataDir);
    return instance?.pid === child.pid ? instance : null;
  };
  const readiness = watchReadiness(look, { onSlow, onProxy });
  const unlink = endOnSignal(child, stopping);
  try {
    const { code, error } = await ended(child);
    if (stopping.aborted) return { end: 'exited', code: 0 };
    if (code === 0) return { end: 'exited', code };
    if (readiness.isReady()) {
      stderr(filter.lastWords());
      return { end: 'exited', code: code ?? 1 };
    }
    return { end: 'failed', stderr: error === null ? said() : error.message };
  } finally {
    readiness.stop();
    unlink();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, error: Error | null }>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('close', (code) => resolve({ code, error: null }));
  });
}

/**
 * @param {NodeJS.ReadableStream | null} stream
 * @param {{ push: (text: string) => void, end: () => void }} filter
 * @returns {() => string} all of it, noise included: there may be nothing else to say why it failed
 */
function collectStderr(stream, filter) {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (/** @type {string} */ chunk) => {
    filter.push(chunk);
    if (text.length < keptStderrChars) text += chunk;
  });
  stream?.on('end', () => filter.end());
  return () => text;
}

/**
 * Looks until the app is ready and its proxy runs; a proxy that doesn't is the window's to explain.
 * @param {() => { proxy: string | null } | null} look
 * @param {{ onSlow: () => void, onProxy: (baseUrl: string) => void }} told
 */
function watchReadiness(look, { onSlow, onProxy }) {
  let isReady = false;
  const slow = setTimeout(onSlow, slowAfterMs);
  const check = () => {
    const found = look();
    if (found === null) return;
    isReady = true;
    clearTimeout(slow);
    if (found.proxy === null) return;
    clearInterval(poll);
    onProxy(found.proxy);
  };
  const poll = setInterval(check, pollMs);
  return {
    stop() {
      clearTimeout(slow);
      clearInterval(poll);
    },
    isReady() {
      isReady ||= look() !== null;
      return isReady;
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child @param {AbortSignal} stopping */
function endOnSignal(child, stopping) {
  /** @type {NodeJS.Timeout | null} */
  let force = null;
  const end = () => {
    child.kill('SIGTERM');
    force = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  };
  if (stopping.aborted) end();
  else stopping.addEventListener('abort', end, { once: true });
  return () => {
    stopping.removeEventListener('abort', end);
    if (force !== null) clearTimeout(force);
  };
}
