/** Reads a user's file that we may be about to change. Never writes. */
import { createHash } from 'node:crypto';
import { access, constants, lstat, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ModelTrayError } from '../../../shared/errors.ts';
import { fileErrorCode, fileProblem } from '../../../shared/file-problem.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';

/** A file as it stood when it was read. */
export interface Target {
  /** As the user named it. */
  path: string;
  /** What a symlink leads to; the path itself where nothing is there yet. */
  realPath: string;
  /** Null where nothing is there. */
  bytes: Buffer | null;
  /** Permission bits; null where nothing is there. */
  mode: number | null;
}

/** A configuration is far smaller; what is larger is something else. */
const maxBytes = 512 * 1024;

/**
 * @throws ModelTrayError `not_writable` (a folder in its place, no right to read it), `not_text` (not UTF-8, or far too
 * large to be a configuration)
 */
export async function readTarget(path: string): Promise<Target> {
  try {
    const realPath = await realpath(path);
    const facts = await stat(realPath);
    if (facts.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (!facts.isFile() || facts.size > maxBytes) throw notText(path);
    return { path, realPath, bytes: await readFile(realPath), mode: facts.mode & 0o777 };
  } catch (error) {
    if (error instanceof ModelTrayError) throw error;
    if (fileErrorCode(error) === 'ENOENT') return nothingAt(path);
    throw notWritable(path, fileProblem(error), error);
  }
}

/**
 * Where the folder is reached by a link, the file's real path has its real folder: the journal must know the file by one
 * name before and after it is written. A link that leads nowhere would be replaced by the file, so it is refused.
 */
async function nothingAt(path: string): Promise<Target> {
  const isLink = await lstat(path).then(
    () => true,
    () => false,
  );
  if (isLink) throw notWritable(path, message('export.reason.deadLink'));
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return { path, realPath: join(folder, basename(path)), bytes: null, mode: null };
}

/**
 * A file that its owner has made read-only is left alone, although replacing it would work.
 * @throws ModelTrayError `not_writable`
 */
export async function checkWritable({ path, realPath, mode }: Target): Promise<void> {
  if (mode === null) return;
  if ((mode & 0o200) === 0) throw notWritable(path, message('export.reason.readOnly'));
  await access(realPath, constants.W_OK).catch((error: unknown) => {
    throw notWritable(path, fileProblem(error), error);
  });
}

/**
 * The target's text, a byte order mark included; empty where nothing is there.
 * @throws ModelTrayError `not_text`
 */
export function textOf({ path, bytes }: Target): string {
  try {
    return bytes === null ? '' : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notText(path);
  }
}

/** Null where there are none; what it was compared with later tells whether a file has changed. */
export function hashOf(bytes: Buffer | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

function notWritable(path: string, reason: Message, cause?: unknown): ModelTrayError {
  return new ModelTrayError('not_writable', message('error.not_writable', { path, reason }), { cause });
}

function notText(path: string): ModelTrayError {
  return new ModelTrayError('not_text', message('error.not_text', { path }));
}
