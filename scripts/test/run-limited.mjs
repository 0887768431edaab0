import { spawn } from 'node:child_process';

const quietLimitMs = 15_000;
const killAfterMs = 5_000;

/**
 * Runs a program to its end, or to the limit. Its output goes on to `log` line by line, and so that nobody has to
 * wonder, a line of our own comes after 15 s without one.
 * @param {{ command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, limitMs: number,
 *   log: (line: string) => void, name?: string, signal?: AbortSignal }} job
 * @returns {Promise<{ problem: string | null }>} null: it ended with 0
 */
export async function runLimited({ command, args, cwd, env, limitMs, log, name = command, signal }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
  const quiet = setTimeout(() => {
    log(`… ${name} is still running, ${seconds()} s`);
    quiet.refresh();
  }, quietLimitMs);
  for (const stream of [child.stdout, child.stderr]) {
    forEachLine(stream, (line) => {
      quiet.refresh();
      log(line);
    });
  }
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = true;
    end(child);
  }, limitMs);
  const onAbort = () => end(child);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const problem = await endOf(child);
    return { problem: isOver ? `stopped after ${Math.round(limitMs / 1_000)} s` : problem };
  } finally {
    clearTimeout(quiet);
    clearTimeout(limit);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string | null>} */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    // 'exit' and not 'close': a grandchild that outlives it may hold the pipes open.
    child.once('exit', (code, signal) =>
      setImmediate(() => resolve(code === 0 ? null : `ended with ${code ?? signal}`)),
    );
  });
}

/** @param {NodeJS.ReadableStream} stream @param {(line: string) => void} onLine */
function forEachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
