/** Which file an export goes to, and which DB-GPT that belongs to. What does not fit together is refused. Reads only. */
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { ModelTrayError } from '../../../shared/errors.ts';
import type { DbgptLook, ExportTarget, ExportVariant } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { detectAround, detectDbgpt, profileFolder, profileName } from '../detect/detect-dbgpt.ts';
import type { DbgptHome } from '../detect/detect-dbgpt.ts';
import { insideWsl, isWslPath } from '../detect/wsl-path.ts';
import { findFolder, fullPath, kindOf } from '../files/find-folder.ts';
import { fileNameOf } from '../targets/render-export.ts';
import type { StartPlace } from '../targets/how-to-start.ts';

export interface PlaceAsked {
  target: ExportTarget;
  /** Null leaves it to the place. */
  variant: ExportVariant | null;
  folder: string | null;
  file: string | null;
}

export interface Destination {
  path: string;
  variant: ExportVariant;
  /** The DB-GPT that it belongs to; null where none was recognised. */
  look: DbgptLook | null;
  /** How the commands name it. */
  place: StartPlace;
  /** Its folder is DB-GPT's own, which may not be there yet. */
  mayMakeFolder: boolean;
}

/**
 * @throws ModelTrayError `bad_input` (no place, a relative one, a file that holds something else), `folder_not_found`,
 * `wrong_version` where that DB-GPT does not read it
 */
export async function findDestination(asked: PlaceAsked, where: DbgptHome): Promise<Destination> {
  const { folder, file } = asked;
  if ((folder === null) === (file === null) && (folder !== null || !isProfileTarget(asked)))
    throw new ModelTrayError('bad_input', message('export.error.onePlace'));
  if (file !== null) return destinationOfFile(file, asked, where);
  return destinationInFolder(folder === null ? null : await findFolder(folder, where), asked, where);
}

async function destinationOfFile(file: string, asked: PlaceAsked, where: DbgptHome): Promise<Destination> {
  const path = fullPath(file, where);
  checkKind(path, asked.target);
  const folder = dirname(path);
  const look = await detectAround(path, where);
  const isOwnFolder = isProfileTarget(asked) && folder === profileFolder(look?.folder ?? null, where);
  if (!isOwnFolder && (await kindOf(folder)) !== 'folder')
    throw new ModelTrayError('folder_not_found', message('error.folder_not_found', { folder }));
  const isProfile = isOwnFolder && basename(path) === profileName;
  return { ...destination(path, asked, look, isProfile), mayMakeFolder: isOwnFolder };
}

async function destinationInFolder(
  folder: string | null,
  asked: PlaceAsked,
  where: DbgptHome,
): Promise<Destination> {
  const look = folder === null ? null : await detectDbgpt(folder, where);
  const profiles = isProfileTarget(asked) ? profilesFor(folder, look, where) : null;
  if (profiles !== null) return destination(join(profiles, profileName), asked, look, true);
  if (folder === null) throw new ModelTrayError('bad_input', message('export.error.onePlace'));
  const variant = asked.variant ?? (isWslPath(folder) ? 'wsl' : 'local');
  const name = fileNameOf(asked.target, { variant });
  const isToml = name.endsWith('.toml');
  const hasConfigs = isToml && (await kindOf(join(folder, 'configs'))) === 'folder';
  return destination(hasConfigs ? join(folder, 'configs', name) : join(folder, name), asked, look, false);
}

/** DB-GPT's own folder of profiles, unless the user named a folder that is no DB-GPT's: then it goes there. */
function profilesFor(folder: string | null, look: DbgptLook | null, where: DbgptHome): string | null {
  if (folder !== null && look?.isDbgpt !== true) return null;
  if (folder !== null && look?.source === 'configs') return join(folder, 'configs');
  return profileFolder(folder, where);
}

function destination(
  path: string,
  { target, variant }: PlaceAsked,
  look: DbgptLook | null,
  isProfile: boolean,
): Destination {
  const known = look?.isDbgpt === true ? look : null;
  if (known !== null) checkVersion(known, target);
  return {
    path,
    variant: variant ?? (isWslPath(path) ? 'wsl' : 'local'),
    look: known,
    place: { path: startPath(path, look), isProfile },
    mayMakeFolder: isProfile,
  };
}

/** From DB-GPT's folder where it lies in it, else in full; inside WSL as WSL names it. */
function startPath(path: string, look: DbgptLook | null): string {
  const inside = look === null ? '' : relative(look.folder, path);
  const isInside = inside !== '' && !inside.startsWith('..') && !isAbsolute(inside);
  return isInside ? inside.replaceAll('\\', '/') : insideWsl(path);
}

function isProfileTarget({ target, variant }: Pick<PlaceAsked, 'target' | 'variant'>): boolean {
  return target === '0.8' && variant !== 'docker';
}

function checkKind(path: string, target: ExportTarget): void {
  const isToml = path.toLowerCase().endsWith('.toml');
  const wantsToml = target === '0.7' || target === '0.8';
  if (isToml !== wantsToml) {
    const wanted = message(wantsToml ? 'export.kind.toml' : 'export.kind.env');
    throw new ModelTrayError('bad_input', message('export.error.fileKind', { path, wanted }));
  }
}

/** Why a DB-GPT does not read what this target is, with what to do. */
function checkVersion({ version, for: reads }: DbgptLook, target: ExportTarget): void {
  const problem = versionProblem(version, reads, target);
  if (problem !== null) throw new ModelTrayError('wrong_version', problem);
}

function versionProblem(
  version: string | null,
  reads: ExportTarget | null,
  target: ExportTarget,
): Message | null {
  if (reads === '0.6')
    return target === '0.6' ? null : message('error.wrong_version.old', { version: version ?? '≤ 0.6.3' });
  if (target === '0.6') return message('error.wrong_version.new', { version: version ?? '≥ 0.7' });
  return reads === '0.7' && target === '0.8' && version !== null
    ? message('error.wrong_version.noProfiles', { version })
    : null;
}
