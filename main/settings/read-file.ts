import { readFileSync } from 'node:fs';
import { fileErrorCode } from '../../shared/file-problem.ts';

/** `bytes` as they lie on disk; `text` decoded, without a byte order mark. */
export type ReadFile =
  | { state: 'read'; bytes: Buffer; text: string }
  | { state: 'missing' }
  | { state: 'unreadable'; error: unknown };

/** Reads a small file at once, because a read that gates a change must not be overtaken by one. */
export function readWhole(path: string): ReadFile {
  try {
    const bytes = readFileSync(path);
    return { state: 'read', bytes, text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    return fileErrorCode(error) === 'ENOENT' ? { state: 'missing' } : { state: 'unreadable', error };
  }
}
