import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * npm passes Ctrl-C on although the terminal has sent it to every process already, so one press arrives twice.
 */
const samePressMs = 1_000;

/**
 * Fetches the desktop app's program in a process of its own, which prints its progress and ends with this one.
 * @param {string} root
 * @param {{ now?: () => number }} [how]
 */
export function startBackgroundFetch(root, { now = () => performance.now() } = {}) {
  const script = join(root, 'scripts', 'electron-fetch.mjs');
  const child = spawn(process.execPath, [script], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let isRunning = true;
  let endedAtMs = Number.NEGATIVE_INFINITY;
  const onExit = () => void child.kill('SIGTERM');
  process.once('exit', onExit);
  const over = () => {
    isRunning = false;
    process.removeListener('exit', onExit);
  };
  child.once('exit', over);
  child.once('error', over);
  // A fetch that hangs must not keep a core alive that has been told to stop.
  child.unref();
  child.channel?.unref();
  return {
    pid: child.pid,
    isRunning: () => isRunning,
    /** @returns {boolean} whether this Ctrl-C was meant for the fetch, and is dealt with */
    takeInterrupt() {
      if (now() - endedAtMs < samePressMs) return true;
      if (!isRunning) return false;
      endedAtMs = now();
      over();
      child.kill('SIGTERM');
      return true;
    },
  };
}
