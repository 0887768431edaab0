/**
 * ModelTray beside a bare proxy in one run: `node test/bench/run.mjs [rounds] [base]` after `npm run build`. `base` is the
 * folder of another checkout that was built, to compare with. The targets take turns, so that what else runs on the
 * machine meets them alike; still only the ratios count, and those of the CPU before those of the rates.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chunkDelays, requestRate } from './load.mjs';
import { cpuOf, endAll, startBare, startModelTray, startUpstream } from './processes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rounds = Number(process.argv[2] ?? 5);
const base = process.argv[3];
const roundMs = 1500;
const streams = 100;

/** @typedef {{ name: string, port: number, pid: number }} Target */
/** @typedef {Record<string, Record<string, number[]>>} Seen by figure, then by target */

/** @param {number[]} values @param {number} [share] */
function quantile(values, share = 0.5) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @param {Seen} seen @param {string} target @param {Record<string, number>} figures */
function note(seen, target, figures) {
  for (const [figure, value] of Object.entries(figures)) ((seen[figure] ??= {})[target] ??= []).push(value);
}

/** One line: the median of each target, and of its ratios to the bare one round by round. @param {string} name @param {Record<string, number[]>} of @param {string} want */
function print(name, of, want) {
  const bare = of['bare'] ?? [];
  const parts = Object.entries(of).map(([target, values]) => {
    const ratios = values.map((value, round) => value / (bare[round] ?? NaN));
    const value = quantile(values);
    const text = value < 10 ? value.toFixed(3) : value.toFixed(value < 1000 ? 1 : 0);
    return `${target} ${text.padEnd(7)}${target === 'bare' ? '' : `(${quantile(ratios).toFixed(2)})`}`;
  });
  console.log(`${name.padEnd(34)}${parts.join('  ')}  want ${want}`);
}

/** @param {Target[]} targets @param {number} connections */
async function compareRates(targets, connections) {
  /** @type {Seen} */
  const seen = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, port, pid } of targets) {
      const before = await cpuOf(pid);
      const perSecond = await requestRate(port, connections, roundMs);
      const after = await cpuOf(pid);
      const millions = (perSecond * roundMs) / 1000 / 1e6;
      const user = (after.user - before.user) / millions;
      note(seen, name, { rate: perSecond, cpu: (after.all - before.all) / millions, user });
    }
  }
  print(`requests/s, c=${connections}`, seen['rate'] ?? {}, '≥ 0.75');
  print(`  µs of CPU each, c=${connections}`, seen['cpu'] ?? {}, '≤ 1.33');
  print(`  … outside the system's calls`, seen['user'] ?? {}, '');
}

/** @param {Target[]} targets @param {number} upstreamPort */
async function compareStreams(targets, upstreamPort) {
  /** @type {Seen} */
  const seen = {};
  for (let round = 0; round < rounds; round += 1) {
    const direct = await chunkDelays(upstreamPort, streams);
    for (const { name, port, pid } of targets) {
      const before = await cpuOf(pid);
      const through = await chunkDelays(port, streams);
      const after = await cpuOf(pid);
      /** @param {'all' | 'first'} which @param {number} share */
      const added = (which, share) => quantile(through[which], share) - quantile(direct[which], share);
      const delays = { p50: added('all', 0.5), p99: added('all', 0.99), first: added('first', 0.5) };
      note(seen, name, { ...delays, cpu: after.all - before.all, user: after.user - before.user });
    }
  }
  print('ms added to a chunk, p50', seen['p50'] ?? {}, '≤ 1.15');
  print('ms added to a chunk, p99', seen['p99'] ?? {}, '');
  print('ms added to the first chunk, p50', seen['first'] ?? {}, '≤ bare + 0.2 ms');
  print(`s of CPU for ${streams} streams`, seen['cpu'] ?? {}, '≤ 1.25');
  print(`  … outside the system's calls`, seen['user'] ?? {}, '');
}

try {
  const upstream = await startUpstream();
  /** @type {Target[]} */
  const targets = [{ name: 'bare', ...(await startBare(upstream.port)) }];
  if (base !== undefined)
    targets.push({ name: 'base', ...(await startModelTray('base', base, upstream.port)) });
  targets.push({ name: 'modeltray', ...(await startModelTray('modeltray', root, upstream.port)) });
  for (const { port } of targets) await requestRate(port, 8, roundMs);
  for (const connections of [1, 16, 64]) await compareRates(targets, connections);
  await compareStreams(targets, upstream.port);
} finally {
  await endAll();
}
