/** A real core for the time of a run: headless, on free ports, with a data folder of its own that is gone afterwards. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, parseJson, post, readLines, readText } from './http.mjs';
import { placeOfAddress } from './only-given.mjs';

/** @typedef {import('../../shared/api.ts').CallName} CallName */
/** @typedef {import('../../shared/api.ts').JobName} JobName */
/**
 * @typedef {object} CoreClient
 * @property {string} proxyUrl `http://127.0.0.1:9999/v1`
 * @property {<Name extends CallName>(name: Name, input: import('../../shared/api.ts').CallInput<Name>, signal: AbortSignal)
 *   => Promise<import('../../shared/api.ts').CallResult<Name>>} call rejects with what the core said
 * @property {<Name extends JobName>(name: Name, input: import('../../shared/api.ts').JobInput<Name>, signal: AbortSignal)
 *   => Promise<import('../../shared/api.ts').JobResult<Name>>} job its events are passed over
 */

const killAfterMs = 6_000;

/**
 * @param {{ root: string, addresses: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal }} how
 *   `addresses`: the only ones that its process may contact
 * @returns {Promise<{ client: CoreClient, stop: () => Promise<void> }>}
 */
export async function startCore({ root, addresses, env, signal }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'modeltray-test-real-'));
  const program = runProgram(root, dataDir, coreEnvironment(env, addresses));
  const stop = async () => {
    await program.end();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const kill = () => program.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    const started = await program.started;
    const instance = parseJson(await readFile(join(dataDir, 'instance.json'), 'utf8'));
    const proxyUrl = String(at(started, 'proxy', 'baseUrl'));
    return {
      client: createClient(proxyUrl, String(at(instance, 'control')), String(at(instance, 'token'))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} addresses @returns {NodeJS.ProcessEnv} */
function coreEnvironment(env, addresses) {
  const own = Object.entries(env).filter(([name]) => !name.startsWith('MODELTRAY_'));
  return {
    ...Object.fromEntries(own),
    MODELTRAY_TEST_REAL_ONLY: JSON.stringify(addresses.map(placeOfAddress)),
    // Whoever npm started ends with its parent: so does the core, should this process be killed.
    npm_lifecycle_event: 'test:real',
  };
}

/** @param {string} root @param {string} dataDir @param {NodeJS.ProcessEnv} env */
function runProgram(root, dataDir, env) {
  const guard = new URL('only-given.mjs', import.meta.url).href;
  const words = ['serve', '--data', dataDir, '--port', '0', '--panel-port', '0'];
  const args = [...words, '--no-open', '--no-discover', '--json'];
  const child = spawn(process.execPath, ['--import', guard, join(root, 'out/main/headless.mjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return {
    started: readStart(child),
    kill: () => void child.kill('SIGKILL'),
    async end() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      await ended;
      clearTimeout(force);
    },
  };
}

/**
 * Resolves with the document that a start prints; rejects with all that was printed where it ends without one.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<unknown>}
 */
function readStart(child) {
  let out = '';
  let err = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (err += text));
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      out += text;
      const started = parseJson(out);
      if (at(started, 'proxy') !== undefined) resolve(started);
    });
    child.once('close', () => reject(new Error(String(at(parseJson(out), 'error', 'message') ?? out + err))));
  });
}

/** @param {string} proxyUrl @param {string} control @param {string} token @returns {CoreClient} */
export function createClient(proxyUrl, control, token) {
  return {
    proxyUrl,
    async call(name, input, signal) {
      const res = await post({ url: `${control}/api/call/${name}`, token, body: input, signal });
      return resultOf(parseJson(await readText(res)));
    },
    async job(name, input, signal) {
      const res = await post({ url: `${control}/api/job/${name}`, token, body: input, signal });
      for await (const line of readLines(res)) {
        const value = parseJson(line);
        if (value !== undefined && at(value, 'event') === undefined) return resultOf(value);
      }
      throw new Error('the core went away');
    },
  };
}

/** The core's own answer, typed by whoever asked. @param {unknown} answer @returns {any} */
function resultOf(answer) {
  const said = at(answer, 'error', 'message');
  if (said !== undefined) throw new Error(String(said));
  if (at(answer, 'result') === undefined) throw new Error('the core gave no answer');
  return at(answer, 'result');
}
