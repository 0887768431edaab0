/**
 * Builds `out/` when the sources differ from what it was built from. The result is made in a folder beside and moved
 * in whole, so that a build that fails, or is killed, leaves the last good one; two at once wait for each other.
 *
 * Import it lightly: `npx modeltray` goes through here at every command, so the bundler is loaded only to build.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { isCode, withLock } from './build/lock.mjs';
import { startProgress } from './build/progress.mjs';
import { hashSources } from './build/source-hash.mjs';
import { detectLanguage } from './language.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const words = {
  en: {
    first: 'Building (first start only)',
    again: 'Building (the sources have changed)',
    failed: 'The build failed. What was built before is untouched. The errors above say why.',
    noPackages: 'The packages are not installed. Run: npm ci',
  },
  'zh-CN': {
    first: '正在构建（仅首次启动需要）',
    again: '正在构建（源码有改动）',
    failed: '构建失败，此前构建的内容未受影响。原因见上方的错误信息。',
    noPackages: '尚未安装依赖包，请先运行：npm ci',
  },
};

/**
 * Resolves once `out/` holds what the sources say. Rejects with a message for the user when the build fails; the
 * bundler's own errors are on stderr by then.
 * @param {{ log?: (line: string) => void, force?: boolean, stream?: NodeJS.WriteStream | null,
 *   rootDir?: string, bundle?: (outDir: string) => Promise<boolean> }} [options]
 *   `stream`: shows a live counter where it is a terminal. `bundle`: resolves with whether it worked.
 * @returns {Promise<{ built: boolean }>}
 */
export async function ensureBuilt({
  log = (line) => console.error(line),
  force = false,
  stream = process.stderr,
  rootDir = root,
  bundle = runBundler,
} = {}) {
  const out = join(rootDir, 'out');
  const isCurrent = async () => (await readHash(out)) === (await hashSources(rootDir));
  if (!force && (await isCurrent())) return { built: false };
  const t = words[detectLanguage()];
  await mkdir(out, { recursive: true });
  const stopProgress = startProgress({
    text: (await readHash(out)) === null ? t.first : t.again,
    log,
    stream,
  });
  try {
    return await withLock(join(out, '.lock'), async () => {
      if (!force && (await isCurrent())) return { built: false };
      await buildInto(out, await hashSources(rootDir), bundle, t);
      return { built: true };
    });
  } finally {
    stopProgress();
  }
}

/** @param {string} out @param {string} hash @param {(outDir: string) => Promise<boolean>} bundle @param {typeof words.en} t */
async function buildInto(out, hash, bundle, t) {
  await removeLeftovers(out);
  const made = join(out, `.new-${process.pid}`);
  const replaced = join(out, `.old-${process.pid}`);
  await Promise.all([mkdir(made, { recursive: true }), mkdir(replaced, { recursive: true })]);
  try {
    if (!(await bundle(made))) throw new Error(t.failed);
    await rm(join(out, '.hash'), { force: true });
    await moveAll(out, replaced, (name) => !name.startsWith('.'));
    await moveAll(made, out, () => true);
    await writeFile(join(out, '.hash'), hash);
  } finally {
    await removeLeftovers(out);
  }
}

/** @param {string} from @param {string} to @param {(name: string) => boolean} isWanted */
async function moveAll(from, to, isWanted) {
  for (const name of (await readdir(from)).filter(isWanted)) {
    await renamePatiently(join(from, name), join(to, name));
  }
}

/** Windows refuses to move a folder while a virus scanner or a server has one of its files open. @param {string} from @param {string} to */
async function renamePatiently(from, to) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isBusy = isCode(error, 'EPERM') || isCode(error, 'EBUSY') || isCode(error, 'EACCES');
      if (!isBusy || tries === 10) throw error;
      await delay(100 * tries);
    }
  }
}

/** @param {string} out */
async function removeLeftovers(out) {
  const names = (await readdir(out)).filter((name) => /^\.(?:new|old)-/.test(name));
  await Promise.all(names.map((name) => rm(join(out, name), { recursive: true, force: true })));
}

/** @param {string} out */
async function readHash(out) {
  return readFile(join(out, '.hash'), 'utf8').catch(() => null);
}

/** @param {string} outDir @returns {Promise<boolean>} */
async function runBundler(outDir) {
  if (!existsSync(join(root, 'node_modules/vite/package.json'))) {
    throw new Error(words[detectLanguage()].noPackages);
  }
  const script = join(root, 'scripts/build/bundle.mjs');
  // Its stdout goes to our stderr: a command's stdout is for its answer.
  const child = spawn(process.execPath, [script, outDir], {
    cwd: root,
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return new Promise((resolvePromise, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolvePromise(code === 0));
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await ensureBuilt({ log: (line) => console.log(line), force: process.argv.includes('--force') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
