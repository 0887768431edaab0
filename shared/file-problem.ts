import { message } from './i18n/index.ts';
import type { Message } from './i18n/index.ts';

const known: Readonly<Record<string, Message>> = {
  EACCES: message('file.problem.permission'),
  EPERM: message('file.problem.permission'),
  EROFS: message('file.problem.readOnly'),
  ENOSPC: message('file.problem.full'),
  EDQUOT: message('file.problem.full'),
  EISDIR: message('file.problem.isFolder'),
  ENOTDIR: message('file.problem.notFolder'),
  ENOENT: message('file.problem.missing'),
  EBUSY: message('file.problem.inUse'),
  ENAMETOOLONG: message('file.problem.tooLong'),
};

/** Why a file operation failed, in words, from the `code` of Node's error. */
export function fileProblem(error: unknown): Message {
  const code = fileErrorCode(error);
  return known[code] ?? message('file.problem.other', { code: code === '' ? String(error) : code });
}

/** `ENOENT` and its like; '' where the error carries none. */
export function fileErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
