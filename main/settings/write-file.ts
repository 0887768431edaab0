import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ModelTrayError } from '../../shared/errors.ts';
import { fileErrorCode, fileProblem } from '../../shared/file-problem.ts';
import { message } from '../../shared/i18n/index.ts';

/**
 * Replaces `path` by a file with `text` and mode 0600, whole or not at all, and creates its folder (0700).
 * @throws ModelTrayError `not_writable`; nothing is left behind then
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeThrough(draft, text);
    await replace(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw notWritable(path, error);
  }
}

export function notWritable(path: string, error: unknown): ModelTrayError {
  return new ModelTrayError(
    'not_writable',
    message('error.not_writable', { path, reason: fileProblem(error) }),
    { cause: error },
  );
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows refuses to replace a file that a virus scanner or an indexer holds open, mostly for some milliseconds. */
async function replace(from: string, to: string): Promise<void> {
  const tries = process.platform === 'win32' ? 6 : 1;
  for (let n = 1; ; n += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (n >= tries || !['EPERM', 'EBUSY', 'EACCES'].includes(fileErrorCode(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * n));
    }
  }
}
