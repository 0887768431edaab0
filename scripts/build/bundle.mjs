/**
 * Run as a process of its own by ../build.mjs: `node bundle.mjs <output folder>`. Apart, because the bundler sets
 * NODE_ENV and keeps 200 MB that a program which runs for days should not carry.
 */
import { cp, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {string} outDir */
async function bundle(outDir) {
  await buildMain(join(outDir, 'main'));
  await buildPreload(join(outDir, 'preload'));
  await buildRenderer(join(outDir, 'renderer'));
  await copyIcons(join(outDir, 'icons'));
}

/** What the app shows while it runs; the rest of `build/icons` is for the installers. @param {string} outDir */
async function copyIcons(outDir) {
  for (const name of ['icon.png', 'tray']) {
    const from = join(root, 'build/icons', name);
    if (existsSync(from)) await cp(from, join(outDir, name), { recursive: true });
  }
}

/** @param {string} outDir */
async function buildMain(outDir) {
  const input = existing({ index: 'main/index.ts', headless: 'main/headless.ts' });
  if (Object.keys(input).length === 0) return;
  await build({
    ...common(),
    define: {
      'process.env.MODELTRAY_VERSION': JSON.stringify(await readVersion()),
      // Express answers errors with stack traces in any other mode.
      'process.env.NODE_ENV': '"production"',
    },
    ssr: { target: 'node', noExternal: true },
    build: {
      ...commonBuild(outDir),
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input,
        external: ['electron'],
        // Not .js: inside the app's archive Electron does not find the package.json that says what a .js file is, and
        // takes the word of any other above the installation (electron#46090).
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
}

/** @param {string} outDir */
async function buildPreload(outDir) {
  const input = existing({ preload: 'main/preload.ts' });
  if (Object.keys(input).length === 0) return;
  await build({
    ...common(),
    ssr: { target: 'node', noExternal: true },
    build: {
      ...commonBuild(outDir),
      ssr: true,
      target: 'chrome140',
      rolldownOptions: {
        input,
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  });
}

/** @param {string} outDir */
async function buildRenderer(outDir) {
  const configFile = join(root, 'renderer/vite.config.ts');
  if (!existsSync(configFile) || !existsSync(join(root, 'renderer/main.tsx'))) return;
  await build({
    root: join(root, 'renderer'),
    configFile,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, minify: true, chunkSizeWarningLimit: 2_000 },
  });
}

function common() {
  return { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('warn') };
}

/** @param {string} outDir */
function commonBuild(outDir) {
  return { outDir, emptyOutDir: true, copyPublicDir: false, minify: false, sourcemap: false };
}

/** @param {Record<string, string>} entries */
function existing(entries) {
  const there = Object.entries(entries).filter(([, path]) => existsSync(join(root, path)));
  return Object.fromEntries(there.map(([name, path]) => [name, join(root, path)]));
}

async function readVersion() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return version;
}

const [, , outDir] = process.argv;
if (outDir === undefined) throw new Error('usage: node scripts/build/bundle.mjs <output folder>');
process.once('disconnect', () => process.exit(1));
try {
  await bundle(outDir);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
