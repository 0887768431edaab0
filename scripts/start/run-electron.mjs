import { spawn } from 'node:child_process';
import { readInstancePid } from './data-dir.mjs';

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
 *   onSlow?: () => void, stopping: AbortSignal, stderr?: (text: string) => void }} options
 *   `stopping`: ends the app, by force if it hasn't ended after five seconds
 * @returns {Promise<ElectronEnd>}
 */
export async function runElectron({
  program,
  root,
  args,
  dataDir,
  env = process.env,
  onSlow = () => {},
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
  const said = collectStderr(child.stderr, stderr);
  const readiness = watchReadiness(() => readInstancePid(dataDir) === child.pid, onSlow);
  const unlink = endOnSignal(child, stopping);
  try {
    const { code, error } = await ended(child);
    if (stopping.aborted) return { end: 'exited', code: 0 };
    if (code === 0 || readiness.isReady()) return { end: 'exited', code: code ?? 1 };
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

/** @param {NodeJS.ReadableStream | null} stream @param {(text: string) => void} write */
function collectStderr(stream, write) {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (/** @type {string} */ chunk) => {
    write(chunk);
    if (text.length < keptStderrChars) text += chunk;
  });
  return () => text;
}

/** @param {() => boolean} look @param {() => void} onSlow */
function watchReadiness(look, onSlow) {
  let ready = false;
  const slow = setTimeout(onSlow, slowAfterMs);
  const check = () => {
    ready ||= look();
    if (ready) stop();
  };
  const poll = setInterval(check, pollMs);
  const stop = () => {
    clearTimeout(slow);
    clearInterval(poll);
  };
  return {
    stop,
    isReady() {
      check();
      return ready;
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
