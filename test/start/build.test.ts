import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { ensureBuilt, root } from '../../scripts/build.mjs';

let rootDir: string;
let builds = 0;

beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), 'modeltray-build-'));
  await mkdir(join(rootDir, 'main'));
  await writeFile(join(rootDir, 'main', 'index.ts'), 'one');
  await writeFile(join(rootDir, 'package.json'), '{}');
  builds = 0;
});

/** Stands in for the bundler: writes what the sources say, with a file of its own each time. */
async function bundle(outDir: string): Promise<boolean> {
  builds += 1;
  await mkdir(join(outDir, 'main'));
  await writeFile(join(outDir, 'main', 'index.js'), await readFile(join(rootDir, 'main', 'index.ts')));
  await writeFile(join(outDir, 'main', `chunk-${builds}.js`), '');
  return true;
}

function build(options: Parameters<typeof ensureBuilt>[0] = {}) {
  return ensureBuilt({ rootDir, bundle, stream: null, log: () => {}, ...options });
}

const built = () => readFile(join(rootDir, 'out', 'main', 'index.js'), 'utf8');
const hidden = async () => (await readdir(join(rootDir, 'out'))).filter((name) => name.startsWith('.'));

test('it is built once, and again only when a source has changed', async () => {
  expect(await build()).toEqual({ built: true });
  expect(await build()).toEqual({ built: false });
  await writeFile(join(rootDir, 'main', 'index.ts'), 'two');
  expect(await build()).toEqual({ built: true });
  expect(await built()).toBe('two');
  expect(builds).toBe(2);
});

test('the lockfile, a new file and a file taken away count as changes, a note beside them does not', async () => {
  await build();
  await writeFile(join(rootDir, 'main', 'NOTES.md'), 'words');
  expect(await build()).toEqual({ built: false });
  await writeFile(join(rootDir, 'package-lock.json'), '{}');
  expect(await build()).toEqual({ built: true });
  await mkdir(join(rootDir, 'shared'));
  await writeFile(join(rootDir, 'shared', 'new.ts'), '');
  expect(await build()).toEqual({ built: true });
});

test('nothing of an older build stays behind', async () => {
  await build();
  await build({ force: true });
  expect(await readdir(join(rootDir, 'out', 'main'))).toEqual(['chunk-2.js', 'index.js']);
  expect(await hidden()).toEqual(['.hash']);
});

test('a build that fails leaves the last good one and is tried again', async () => {
  await build();
  await writeFile(join(rootDir, 'main', 'index.ts'), 'two');
  const failing = async (outDir: string) => {
    await writeFile(join(outDir, 'half'), '');
    return false;
  };
  await expect(build({ bundle: failing })).rejects.toThrow(/build failed/i);
  expect(await built()).toBe('one');
  expect(await hidden()).toEqual(['.hash']);
  expect(await build()).toEqual({ built: true });
});

test('two at the same time build once, and both find the result', async () => {
  const outcomes = await Promise.all([build(), build()]);
  expect(outcomes.filter((outcome) => outcome.built)).toHaveLength(1);
  expect(builds).toBe(1);
  expect(await built()).toBe('one');
});

test('the lock and the leftovers of a build that was killed are taken away', async () => {
  const out = join(rootDir, 'out');
  await mkdir(join(out, '.new-1'), { recursive: true });
  await writeFile(join(out, '.lock'), String(await endedProcessId()));
  expect(await build()).toEqual({ built: true });
  expect(await hidden()).toEqual(['.hash']);
});

async function endedProcessId(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

test('asking whether it is built loads no bundler', async () => {
  const script = pathToFileURL(join(root, 'scripts', 'build.mjs')).href;
  const code = `import(${JSON.stringify(script)}).then(() => {
    console.log(process.report.getReport().sharedObjects.some((path) => /rolldown/.test(path)));
  })`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(said.trim()).toBe('false');
  expect(existsSync(join(rootDir, 'out'))).toBe(false);
});
