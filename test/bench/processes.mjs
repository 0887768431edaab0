/** The processes of the benchmark: started, measured from outside, ended together. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** @typedef {{ port: number, pid: number }} Running */
/** @type {import('node:child_process').ChildProcess[]} */
const children = [];
const folder = await mkdtemp(join(tmpdir(), 'modeltray-bench-'));

/**
 * Starts a Node process and resolves with the port that `pattern` finds in its output.
 * @param {string[]} args @param {RegExp} pattern @returns {Promise<Running>}
 */
function startNode(args, pattern) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += String(data);
      const port = pattern.exec(text)?.[1];
      if (port !== undefined) resolve({ port: Number(port), pid: child.pid ?? 0 });
    });
    child.on('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${text}`)));
  });
}

const listening = /listening (\d+)/;
export const startUpstream = () => startNode([join(here, 'upstream.mjs')], listening);

/** @param {number} upstreamPort */
export const startBare = (upstreamPort) =>
  startNode([join(here, 'bare-proxy.mjs'), String(upstreamPort)], listening);

/**
 * Starts what was built in `root`, with data of its own.
 * @param {string} name @param {string} root @param {number} upstreamPort
 */
export async function startModelTray(name, root, upstreamPort) {
  const bench = { slug: 'bench', name: 'bench', kind: 'openai-compatible' };
  const settings = {
    version: 1,
    upstreams: [{ ...bench, baseUrl: `http://127.0.0.1:${upstreamPort}` }],
    routes: [
      { alias: 'active', pools: [{ candidates: [{ upstream: 'bench', model: 'bench' }] }], chosen: 'user' },
    ],
  };
  const dataDir = join(folder, name);
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const flags = ['--headless', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0'];
  const entry = join(root, 'out/main/headless.mjs');
  return startNode([entry, 'serve', ...flags, '--data', dataDir], /http:\/\/127\.0\.0\.1:(\d+)\/v1/);
}

/** Seconds of CPU that a process has used, in its own code and in the system's; NaN where the system does not tell. */
export async function cpuOf(/** @type {number} */ pid) {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return { user: Number(fields[11]) / 100, all: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return { user: NaN, all: NaN };
  }
}

export async function endAll() {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill();
  }
  await rm(folder, { recursive: true, force: true });
}
