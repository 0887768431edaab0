/** Tells from its files which DB-GPT lies in a folder, and where a configuration for it can go. Reads only. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DbgptFile, DbgptLook, ExportTarget } from '../../../shared/exports.ts';
import { kindOf } from '../files/find-folder.ts';
import { targetOf } from '../../../shared/dbgpt-version.ts';
import { isWslPath, wslHome } from './wsl-path.ts';

/** Where DB-GPT ≥ 0.8 keeps its profiles on this machine: `$DBGPT_HOME`, else `~/.dbgpt`. */
export interface DbgptHome {
  home: string;
  dbgptHome: string | undefined;
}

export const profileName = 'modeltray.toml';

/** Files that say the version outright, newest layout first. */
const versionFiles = ['packages/dbgpt-core/src/dbgpt/_version.py', 'dbgpt/_version.py', 'pyproject.toml'];
/** Files that only one line of versions has. */
const markers: readonly (readonly [file: string, target: ExportTarget])[] = [
  ['configs/dbgpt-proxy-openai.toml', '0.7'],
  ['.env.template', '0.6'],
];

/** `folder` is there; one that is no DB-GPT's is an answer too. */
export async function detectDbgpt(folder: string, where: DbgptHome): Promise<DbgptLook> {
  const found =
    (await versionIn(folder)) ?? (await markerIn(folder)) ?? (await homeIn(folder, where)) ?? nothingFound;
  return {
    folder,
    isDbgpt: found.for !== null,
    ...found,
    isWsl: isWslPath(folder),
    files: await filesFor(found.for, folder, where),
  };
}

/** The DB-GPT that a file belongs to: its own folder, or up to three above it; null where none of them is one. */
export async function detectAround(file: string, where: DbgptHome): Promise<DbgptLook | null> {
  let folder = dirname(file);
  for (let n = 0; n < 4; n += 1) {
    const look = (await kindOf(folder)) === 'folder' ? await detectDbgpt(folder, where) : null;
    if (look?.isDbgpt === true) return look;
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
  return null;
}

/** The folder of DB-GPT's profiles for a DB-GPT in `folder`: inside WSL that of WSL's user. Null where it is not known. */
export function profileFolder(folder: string | null, { home, dbgptHome }: DbgptHome): string | null {
  if (folder !== null && isWslPath(folder)) {
    const user = wslHome(folder);
    return user === null ? null : join(user, '.dbgpt', 'configs');
  }
  const own = dbgptHome === undefined || dbgptHome === '' ? join(home, '.dbgpt') : dbgptHome;
  return join(own, 'configs');
}

type Found = Pick<DbgptLook, 'version' | 'source' | 'for'>;
const nothingFound: Found = { version: null, source: null, for: null };

async function versionIn(folder: string): Promise<Found | null> {
  for (const source of versionFiles) {
    const text = await readStart(join(folder, source));
    // Any Python project has a pyproject.toml; DB-GPT's is called `dbgpt-mono` or `dbgpt`.
    if (text === null || (source === 'pyproject.toml' && !/^\s*name\s*=\s*["']dbgpt/m.test(text))) continue;
    const version = /^\s*version\s*=\s*["']([^"'\s]+)["']/m.exec(text)?.[1];
    const target = version === undefined ? null : targetOf(version);
    if (version !== undefined && target !== null) return { version, source, for: target };
  }
  return null;
}

async function markerIn(folder: string): Promise<Found | null> {
  for (const [source, target] of markers) {
    if ((await kindOf(join(folder, source))) === 'other') return { version: null, source, for: target };
  }
  return null;
}

/** DB-GPT's own configuration folder, which 0.8 began with. */
async function homeIn(folder: string, where: DbgptHome): Promise<Found | null> {
  const profiles = profileFolder(folder, where);
  const isHome = basename(folder) === '.dbgpt' || profiles === join(folder, 'configs');
  if (!isHome || (await kindOf(join(folder, 'configs'))) !== 'folder') return null;
  return { version: null, source: 'configs', for: '0.8' };
}

async function filesFor(target: ExportTarget | null, folder: string, where: DbgptHome): Promise<DbgptFile[]> {
  switch (target) {
    case '0.6':
    case 'stock-env':
      return [await fileAt(join(folder, '.env'), 'env')];
    case '0.7':
      return [await fileAt(join(folder, 'configs', profileName), 'toml'), ...(await tomlsIn(folder))];
    case '0.8': {
      const profiles = profileFolder(folder, where);
      const usual = profiles === null ? [] : [await fileAt(join(profiles, profileName), 'toml')];
      const others = await tomlsIn(folder);
      return [...usual, ...others.filter(({ path }) => path !== usual[0]?.path)];
    }
    case null:
      return [];
  }
}

/** What a user may have started DB-GPT with, at most a hundred. */
async function tomlsIn(folder: string): Promise<DbgptFile[]> {
  const names = await readdir(join(folder, 'configs')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.toml') && name !== profileName)
    .toSorted()
    .slice(0, 100)
    .map((name) => ({ path: join(folder, 'configs', name), kind: 'toml' as const, exists: true }));
}

async function fileAt(path: string, kind: DbgptFile['kind']): Promise<DbgptFile> {
  return { path, kind, exists: (await kindOf(path)) === 'other' };
}

/** The first 64 KB as text; null where there is no file to read. */
async function readStart(path: string): Promise<string | null> {
  // Opening a pipe of that name would never end.
  const isFile = await stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
  const file = isFile ? await open(path, 'r').catch(() => null) : null;
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
