/**
 * `npm run package [-- <electron-builder's arguments>]`: builds the program, then the installers for this system.
 * `-- --dir` makes the unpacked app alone. With `MODELTRAY_ELECTRON_DIST` naming an unpacked Electron nothing is fetched.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { ensureBuilt, root } from './build.mjs';

/** Electron's folder as electron-builder takes it. @param {string | undefined} dist */
function distArgs(dist) {
  if (dist === undefined || dist === '') return [];
  const folder = resolve(dist);
  if (!existsSync(folder)) throw new Error(`MODELTRAY_ELECTRON_DIST names ${folder}, which does not exist.`);
  return [`-c.electronDist=${folder}`];
}

/** @param {readonly string[]} args @returns {Promise<number>} the exit code */
function runBuilder(args) {
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const child = spawn(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' });
  return new Promise((resolveCode, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolveCode(code ?? 1));
  });
}

try {
  const dist = distArgs(process.env['MODELTRAY_ELECTRON_DIST']);
  await ensureBuilt({ log: (line) => console.log(line) });
  process.exitCode = await runBuilder(['--publish', 'never', ...dist, ...process.argv.slice(2)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
