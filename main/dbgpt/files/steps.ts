/**
 * The steps that writing is made of, each whole or not at all. They are handed in, so that a test can let any of them fail
 * and see what is left.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileErrorCode } from '../../../shared/file-problem.ts';

export interface FileSteps {
  /** A new file that is on disk when this resolves, whole; rejects with EEXIST where one is there. */
  create(path: string, bytes: Buffer, mode: number): Promise<void>;
  /** `from` takes the place of `to`. */
  replace(from: string, to: string): Promise<void>;
  /** Does nothing where nothing is there. */
  remove(path: string): Promise<void>;
  /** A folder for its owner only, with those above it; does nothing where it is there. */
  makeFolder(path: string): Promise<void>;
}

export const fileSteps: FileSteps = {
  async create(path, bytes, mode) {
    const file = await open(path, 'wx', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
      // The process' umask may have taken bits away.
      await file.chmod(mode);
      await file.close();
    } catch (error) {
      // A part of a file, as a full disk leaves it, is none.
      await file.close().catch(() => undefined);
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  },
  async replace(from, to) {
    // Windows refuses to replace a file that a scanner or an editor holds open, mostly for some milliseconds.
    for (let tries = process.platform === 'win32' ? 6 : 1; ; tries -= 1) {
      try {
        await rename(from, to);
        return;
      } catch (error) {
        if (tries === 1 || !['EPERM', 'EBUSY', 'EACCES'].includes(fileErrorCode(error))) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  },
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
};

/** A name beside `path` that nothing has. */
export function draftBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}
