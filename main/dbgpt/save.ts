/**
 * Puts an export into a folder of the user's. It never replaces, changes or removes a file that it did not make in the
 * same call, and leaves nothing behind when it fails.
 */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SaveReport } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import { fileErrorCode, fileProblem } from '../../shared/file-problem.ts';
import { message } from '../../shared/i18n/index.ts';
import { findFolder } from './files/find-folder.ts';
import type { FindOptions } from './files/find-folder.ts';

export interface SaveRequest extends FindOptions {
  /** An absolute path; `~` in front is the home folder. */
  folder: string;
  /** The wanted name; what is there already keeps it. */
  fileName: string;
  text: string;
}

const maxNames = 100;

/**
 * Writes `text` as a new file with mode 0600, for it holds a key, whole or not at all. Saving the same text again gives
 * back the file that is there.
 * @throws ModelTrayError `bad_input` (a relative folder, a file in its place), `folder_not_found`, `not_writable`
 */
export async function saveExport(request: SaveRequest): Promise<SaveReport> {
  const { fileName, text } = request;
  const folder = await findFolder(request.folder, request);
  for (let n = 1; n <= maxNames; n += 1) {
    const target = path.join(folder, nameNumber(fileName, n));
    const outcome = await placeNew(folder, target, text);
    if (outcome === 'written' || (await holds(target, text))) return { path: target, wasBeside: n > 1 };
  }
  throw new ModelTrayError('not_writable', message('export.error.crowded', { name: fileName }));
}

/** `.env`, `.env.modeltray`, `.env.modeltray.2`; `modeltray.env.sh`, `modeltray-2.env.sh`. */
export function nameNumber(fileName: string, n: number): string {
  if (n === 1) return fileName;
  if (fileName === '.env') return n === 2 ? '.env.modeltray' : `.env.modeltray.${n - 1}`;
  return fileName.replace(/(?=\.)|$/, `-${n}`);
}

/** The draft is complete on disk before it gets its name, and a name is only given where there is none. */
async function placeNew(folder: string, target: string, text: string): Promise<'written' | 'taken'> {
  const draft = path.join(folder, `.modeltray-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeNew(draft, text);
    await linkOrWrite(draft, target, text);
    return 'written';
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return 'taken';
    throw notWritable(target, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** Some file systems (exFAT, many network drives) have no links: there the name is taken first and filled then. */
async function linkOrWrite(draft: string, target: string, text: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'].includes(fileErrorCode(error)))
      throw error;
    await writeNew(target, text);
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function holds(file: string, text: string): Promise<boolean> {
  try {
    // Only a plain file of this very size is read: a pipe of that name would never end.
    const there = await stat(file);
    if (!there.isFile() || there.size !== Buffer.byteLength(text)) return false;
    return (await readFile(file, 'utf8')) === text;
  } catch {
    return false; // A folder, or not ours to read: its name is taken, and that is all.
  }
}

function notWritable(file: string, error: unknown): ModelTrayError {
  return new ModelTrayError(
    'not_writable',
    message('error.not_writable', { path: file, reason: fileProblem(error) }),
    { cause: error },
  );
}
