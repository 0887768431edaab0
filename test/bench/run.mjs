/**
 * ModelTray beside a bare proxy in one run: `node test/bench/run.mjs [rounds]` after `npm run build`. Single figures mean
 * little on a busy machine; the ratios are what counts.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chunkDelays, requestRate } from './load.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
const roundMs = 1500;
const streams = 100;

/** @typedef {{ name: string, port: number, pid: number }} Target */
/** @type {import('node:child_process').ChildProcess[]} */
const children = [];

/**
 * Starts a Node process and resolves with the port that `pattern` finds in its output.
 * @param {string[]} args @param {RegExp} pattern @returns {Promise<{ port: number, pid: number }>}
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

/** @param {string} dataDir @param {number} upstreamPort */
async function startModelTray(dataDir, upstreamPort) {
  const settings = {
    version: 1,
    upstreams: [
      {
        slug: 'bench',
        name: 'bench',
        kind: 'openai-compatible',
        baseUrl: `http://127.0.0.1:${upstreamPort}`,
      },
    ],
    routes: [
      { alias: 'active', pools: [{ candidates: [{ upstream: 'bench', model: 'bench' }] }], chosen: 'user' },
    ],
  };
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const entry = join(here, '../../out/main/headless.mjs');
  const flags = ['--headless', '--no-open', '--no-discover', '--port', '0', '--panel-port', '0'];
  return startNode([entry, 'serve', ...flags, '--data', dataDir], /http:\/\/127\.0\.0\.1:(\d+)\/v1/);
}

/** Seconds of CPU that a process has used; null where the system does not tell. @param {number} pid */
async function cpuSeconds(pid) {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** @param {number[]} values @param {number} [share] */
function quantile(values, share = 0.5) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @param {Target[]} targets @param {number} connections */
async function compareRates(targets, connections) {
  /** @type {Map<string, number[]>} */
  const rates = new Map(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, port } of targets)
      rates.get(name)?.push(await requestRate(port, connections, roundMs));
  }
  const [bare = NaN, ours = NaN] = ['bare', 'modeltray'].map((name) => quantile(rates.get(name) ?? []));
  console.log(
    `requests/s  c=${String(connections).padEnd(3)} bare ${bare.toFixed(0)}  modeltray ${ours.toFixed(0)}  ratio ${(ours / bare).toFixed(2)} (want ≥ 0.75)`,
  );
}

/** @param {Target[]} targets @param {number} upstreamPort */
async function compareStreams(targets, upstreamPort) {
  const all = [{ name: 'direct', port: upstreamPort, pid: 0 }, ...targets];
  const seen = new Map(
    all.map(({ name }) => [
      name,
      /** @type {Record<string, number[]>} */ ({ p50: [], p99: [], first: [], cpu: [] }),
    ]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, port, pid } of all) {
      const before = await cpuSeconds(pid);
      const { all: delays, first } = await chunkDelays(port, streams);
      const after = await cpuSeconds(pid);
      const figures = {
        p50: quantile(delays),
        p99: quantile(delays, 0.99),
        first: quantile(first),
        cpu: (after ?? NaN) - (before ?? NaN),
      };
      for (const [figure, value] of Object.entries(figures)) seen.get(name)?.[figure]?.push(value);
    }
  }
  /** @param {string} name @param {string} figure */
  const median = (name, figure) => quantile(seen.get(name)?.[figure] ?? []);
  for (const figure of ['p50', 'p99', 'first']) {
    const [bare, ours] = ['bare', 'modeltray'].map((name) => median(name, figure) - median('direct', figure));
    console.log(
      `added delay per chunk, ${figure.padEnd(5)} bare ${bare?.toFixed(3)} ms  modeltray ${ours?.toFixed(3)} ms  ratio ${((ours ?? NaN) / (bare ?? NaN)).toFixed(2)} (want ≤ 1.15 at p50)`,
    );
  }
  const [bare, ours] = ['bare', 'modeltray'].map((name) => median(name, 'cpu'));
  console.log(
    `CPU of ${streams} streams      bare ${bare?.toFixed(2)} s  modeltray ${ours?.toFixed(2)} s  ratio ${((ours ?? NaN) / (bare ?? NaN)).toFixed(2)} (want ≤ 1.25)`,
  );
}

const dataDir = await mkdtemp(join(tmpdir(), 'modeltray-bench-'));
try {
  const listening = /listening (\d+)/;
  const upstream = await startNode([join(here, 'upstream.mjs')], listening);
  const bare = await startNode([join(here, 'bare-proxy.mjs'), String(upstream.port)], listening);
  const modeltray = await startModelTray(dataDir, upstream.port);
  const targets = [
    { name: 'bare', ...bare },
    { name: 'modeltray', ...modeltray },
  ];
  for (const { port } of targets) await requestRate(port, 8, roundMs);
  for (const connections of [1, 16, 64]) await compareRates(targets, connections);
  await compareStreams(targets, upstream.port);
} finally {
  for (const child of children) {
    child.removeAllListeners('exit');
    child.kill();
  }
  await rm(dataDir, { recursive: true, force: true });
}
