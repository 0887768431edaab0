/** Packs the app as `npm run package -- --dir` does, with a stand-in for Electron's program, and runs what is in it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
// On Windows and macOS electron-builder edits the real program, for which no stand-in will do.
const canPack = process.platform === 'linux';

let folder = '';
let archive = '';
let unpacked = '';

beforeAll(async () => {
  if (!canPack) return;
  folder = await mkdtemp(join(tmpdir(), 'modeltray-package-'));
  const dist = await makeElectronStandIn(join(folder, 'electron'));
  const output = join(folder, 'dist');
  await runToEnd(['scripts/package.mjs', '--dir', `-c.directories.output=${output}`], {
    MODELTRAY_ELECTRON_DIST: dist,
  });
  archive = join(output, 'linux-unpacked', 'resources', 'app.asar');
  unpacked = join(folder, 'app');
  extractAll(archive, unpacked);
}, 240_000);

afterAll(async () => {
  if (folder !== '') await rm(folder, { recursive: true, force: true });
});

async function makeElectronStandIn(dist: string): Promise<string> {
  const version = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  await mkdir(join(dist, 'locales'), { recursive: true });
  await mkdir(join(dist, 'resources'));
  await writeFile(join(dist, 'electron'), '#!/bin/sh\n');
  await chmod(join(dist, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) await writeFile(join(dist, name), 'a stand-in');
  await writeFile(join(dist, 'locales', 'en-US.pak'), '');
  await writeFile(join(dist, 'version'), version.version);
  return dist;
}

async function runToEnd(args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => said.push(piece));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${Buffer.concat(said).toString()}`);
}

/** What a built file asks for that is neither its own part nor Node's. The bundler writes `__require` into modules. */
function foreignImports(code: string): string[] {
  const found = [...code.matchAll(/^(?:import|export)\b[^'"\n]*?["']([^"'\n]+)["'];?$/gm)];
  const required = [...code.matchAll(/(?:^let \w+ = require|__require)\(["']([^"'\n]+)["']\)/gm)];
  const names = [...found, ...required].map((match) => match[1] ?? '');
  const isOwn = (name: string): boolean =>
    name.startsWith('.') || name.startsWith('node:') || builtinModules.includes(name);
  return [...new Set(names.filter((name) => !isOwn(name)))];
}

test.runIf(canPack)('the archive is small and holds what the app needs, and no node_modules', async () => {
  const paths = listPackage(archive, { isPack: false });
  expect((await stat(archive)).size).toBeLessThan(8 * 1024 * 1024);
  expect(paths.filter((path) => path.includes('node_modules'))).toEqual([]);
  // What a .js file is would be read outside the archive.
  expect(paths.filter((path) => /^\/out\/(?:main|preload)\/.*\.js$/.test(path))).toEqual([]);
  expect(new Set((await readdir(unpacked)).sort())).toEqual(new Set(['out', 'package.json']));
  expect(paths).toEqual(
    expect.arrayContaining([
      '/out/main/index.mjs',
      '/out/main/headless.mjs',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/out/icons/icon.png',
      '/out/icons/tray/runningTemplate@2x.png',
    ]),
  );
});

test('no installer switches the sandbox off', async () => {
  const config = await readFile(join(root, 'electron-builder.yml'), 'utf8');
  expect(config).toMatch(/^appImage:\n(?: +#.*\n)* +executableArgs: \[\]$/m);
  expect(config.replace(/#.*/g, '')).not.toContain('no-sandbox');
});

test.runIf(canPack)('its manifest leads Electron to the entry', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({
    main: 'out/main/index.mjs',
    type: 'module',
    homepage: expect.stringMatching(/^https:/) as string,
    desktopName: 'modeltray.desktop',
  });
});

test.runIf(canPack)(
  'everything is bundled: the app asks for Electron alone, headless for nothing',
  async () => {
    const main = join(unpacked, 'out', 'main');
    const read = (path: string): Promise<string> => readFile(join(main, path), 'utf8');
    expect(foreignImports(await read('index.mjs'))).toEqual(['electron']);
    expect(foreignImports(await read('headless.mjs'))).toEqual([]);
    const chunks = await readdir(join(main, 'chunks')).catch(() => []);
    for (const chunk of chunks)
      expect([chunk, foreignImports(await read(join('chunks', chunk)))]).toEqual([chunk, []]);
    const preload = await readFile(join(unpacked, 'out', 'preload', 'preload.cjs'), 'utf8');
    expect(foreignImports(preload)).toEqual(['electron']);
    expect(preload).not.toMatch(/^(import|export)\b/m);
  },
);

test.runIf(canPack)('what is in the archive boots headless and answers', async () => {
  const dataDir = join(folder, 'data');
  const flags = ['--headless', '--demo', '--no-open', '--port', '0', '--panel-port', '0', '--data', dataDir];
  const entry = join(unpacked, 'out', 'main', 'headless.mjs');
  const child = spawn(process.execPath, [entry, 'serve', ...flags], {
    cwd: dirname(unpacked),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const baseUrl = await proxyUrl(child);
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'from the archive' }] }),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('from the archive');
  } finally {
    const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
    child.kill('SIGTERM');
    expect(await ended).toContain(0);
  }
});

async function proxyUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^\S+\s+(http:\/\/127\.0\.0\.1:\d+\/v1)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The program ended without saying where its proxy is.');
}
