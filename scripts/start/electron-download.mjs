/**
 * Fetches Electron's program to where its own package expects it. Nothing of it counts before its checksum, which
 * that package carries, has been compared; an end half-way leaves what was there before.
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { programPathIn } from './electron-program.mjs';

/** @typedef {'unreachable' | 'stalled' | 'bad-status' | 'checksum' | 'unpack' | 'ended' | 'no-build'} FetchProblem */
/** @typedef {{ doneBytes: number, totalBytes: number | null }} FetchProgress */

const publishedAt = 'https://github.com/electron/electron/releases/download/';

/** Why a fetch failed; `detail` is what the system or the server said. */
export class FetchError extends Error {
  /** @param {FetchProblem} problem @param {string} [detail] */
  constructor(problem, detail = '') {
    super(`${problem}${detail === '' ? '' : `: ${detail}`}`);
    this.problem = problem;
    this.detail = detail;
  }
}

/**
 * @param {{ version: string, platform: NodeJS.Platform, arch: string, env: NodeJS.ProcessEnv }} wanted
 * @returns {string} honours the same variables as Electron's own downloader
 */
export function electronUrl({ version, platform, arch, env }) {
  const mirror = env.npm_config_electron_mirror || env.ELECTRON_MIRROR || publishedAt;
  const customDir = env.npm_config_electron_custom_dir || env.ELECTRON_CUSTOM_DIR || `v${version}`;
  const folder = customDir.replace('{{ version }}', version);
  return `${mirror.replace(/\/*$/, '/')}${folder}/${archiveName({ version, platform, arch })}`;
}

/** @param {{ version: string, platform: NodeJS.Platform, arch: string }} wanted */
function archiveName({ version, platform, arch }) {
  return `electron-v${version}-${platform}-${arch}.zip`;
}

/**
 * Resolves once the program is in place; rejects with a `FetchError`.
 * @param {{ packageDir: string, cacheDir: string, version: string, platform?: NodeJS.Platform, arch?: string,
 *   env?: NodeJS.ProcessEnv, checksums?: Record<string, string>, stallMs?: number, signal?: AbortSignal,
 *   onProgress?: (progress: FetchProgress) => void, onUnpack?: () => void }} options
 */
export async function downloadElectron({
  packageDir,
  cacheDir,
  version,
  platform = process.platform,
  arch = process.arch,
  env = process.env,
  checksums,
  stallMs = 10_000,
  signal = new AbortController().signal,
  onProgress = () => {},
  onUnpack = () => {},
}) {
  const published = checksums ?? JSON.parse(await readFile(join(packageDir, 'checksums.json'), 'utf8'));
  const expected = published[archiveName({ version, platform, arch })];
  if (expected === undefined) throw new FetchError('no-build', `${platform} ${arch}`);
  await mkdir(cacheDir, { recursive: true });
  const archive = join(cacheDir, `electron-${process.pid}.zip.part`);
  try {
    const url = electronUrl({ version, platform, arch, env });
    const digest = await download({ url, archive, stallMs, signal, onProgress });
    if (digest !== expected) throw new FetchError('checksum');
    onUnpack();
    await install({ archive, packageDir, platform });
  } finally {
    await rm(archive, { force: true });
  }
}

/**
 * @param {{ url: string, archive: string, stallMs: number, signal: AbortSignal,
 *   onProgress: (progress: FetchProgress) => void }} job
 * @returns {Promise<string>} the SHA-256 of what arrived, in hex
 */
async function download({ url, archive, stallMs, signal, onProgress }) {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMs);
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const response = await fetch(url, { dispatcher, signal: AbortSignal.any([signal, stalled.signal]) });
    if (!response.ok || response.body === null) throw new FetchError('bad-status', String(response.status));
    const totalBytes = Number(response.headers.get('content-length')) || null;
    const hash = createHash('sha256');
    let doneBytes = 0;
    await pipeline(
      response.body,
      async function* measure(/** @type {AsyncIterable<Uint8Array>} */ chunks) {
        for await (const chunk of chunks) {
          timer.refresh();
          hash.update(chunk);
          doneBytes += chunk.length;
          onProgress({ doneBytes, totalBytes });
          yield chunk;
        }
      },
      createWriteStream(archive),
    );
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof FetchError) throw error;
    if (signal.aborted) throw new FetchError('ended');
    throw stalled.signal.aborted
      ? new FetchError('stalled')
      : new FetchError('unreachable', rootCause(error));
  } finally {
    clearTimeout(timer);
    await dispatcher.destroy();
  }
}

/** @param {unknown} error `fetch` says "fetch failed" and hides the reason below */
function rootCause(error) {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  if (deepest instanceof AggregateError && deepest.errors[0] instanceof Error) deepest = deepest.errors[0];
  return deepest instanceof Error ? deepest.message : String(deepest);
}

/** @param {{ archive: string, packageDir: string, platform: NodeJS.Platform }} job */
async function install({ archive, packageDir, platform }) {
  const unpacked = join(packageDir, `dist.new-${process.pid}`);
  const dist = join(packageDir, 'dist');
  try {
    const { extract } = await import('@electron-internal/extract-zip');
    await rm(unpacked, { recursive: true, force: true });
    await extract(archive, { dir: unpacked });
    await rm(dist, { recursive: true, force: true });
    await rename(unpacked, dist);
    await writeFile(join(packageDir, 'path.txt'), programPathIn(platform));
  } catch (error) {
    throw new FetchError('unpack', error instanceof Error ? error.message : String(error));
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
