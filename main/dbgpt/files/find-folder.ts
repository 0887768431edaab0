/** Turns what a user types for a folder or a file into a full path, and looks whether it is there. Never writes. */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { ModelTrayError } from '../../../shared/errors.ts';
import { fileErrorCode, fileProblem } from '../../../shared/file-problem.ts';
import { message } from '../../../shared/i18n/index.ts';

export interface FindOptions {
  /** Where a relative path counts from; without it a relative one is refused. */
  cwd?: string;
  home?: string;
}

/**
 * A folder that is there, in full; `~` in front is the home folder.
 * @throws ModelTrayError `bad_input` (a relative path, a file in its place), `folder_not_found`, `not_writable`
 */
export async function findFolder(folder: string, options: FindOptions = {}): Promise<string> {
  const found = fullPath(folder, options);
  const kind = await kindOf(found);
  if (kind === 'none')
    throw new ModelTrayError('folder_not_found', message('error.folder_not_found', { folder: found }));
  if (kind === 'other')
    throw new ModelTrayError('bad_input', message('export.error.notFolder', { folder: found }));
  return found;
}

/** @throws ModelTrayError `bad_input` for a relative path where nothing says what it is relative to */
export function fullPath(typed: string, { cwd, home = homedir() }: FindOptions = {}): string {
  const wanted = typed.trim().replace(/^~(?=$|[/\\])/, () => home);
  if (!path.isAbsolute(wanted) && cwd === undefined)
    throw new ModelTrayError('bad_input', message('export.error.relative', { folder: typed }));
  return cwd === undefined ? path.normalize(wanted) : path.resolve(cwd, wanted);
}

export async function kindOf(found: string): Promise<'folder' | 'other' | 'none'> {
  try {
    return (await stat(found)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    const code = fileErrorCode(error);
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) return 'none';
    throw new ModelTrayError(
      'not_writable',
      message('error.not_writable', { path: found, reason: fileProblem(error) }),
      { cause: error },
    );
  }
}
