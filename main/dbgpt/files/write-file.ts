/**
 * Writes into a user's file, and gives it back. At every moment the file is the old one or the new one, whole; before it
 * changes, its former content lies beside it and the journal names it. A file that is not what the preview showed is not
 * touched.
 */
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { ModelTrayError } from '../../../shared/errors.ts';
import { fileErrorCode, fileProblem } from '../../../shared/file-problem.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { ExportPart } from '../../../shared/exports.ts';
import type { Journal, Made, WrittenFile } from './journal.ts';
import { checkWritable, hashOf, readTarget } from './read-target.ts';
import type { Target } from './read-target.ts';
import { draftBeside } from './steps.ts';
import type { FileSteps } from './steps.ts';

export interface FileWriter {
  steps: FileSteps;
  journal: Journal;
  /** Milliseconds since the epoch. */
  now: () => number;
}

export interface WriteRequest {
  path: string;
  text: string;
  target: string;
  /** `hashOf` what the preview was made from: null where nothing was there. */
  seenHash: string | null;
  /** Its folder is made where it is not there: DB-GPT's own, for its owner only. */
  mayMakeFolder?: boolean;
  /** What the text was made of. */
  made?: Made;
  /** What it changes, where nobody asked for it: then it can be taken back by itself, with `undoStep`. */
  automatic?: readonly ExportPart[];
}

/** A configuration holds a key: a new file is for its owner only. */
export const newMode = 0o600;

/**
 * Writes `text`. Null, and nothing touched, where the file holds it already.
 * @throws ModelTrayError `file_changed`, `not_writable`
 */
export async function writeUserFile(writer: FileWriter, request: WriteRequest): Promise<WrittenFile | null> {
  const { path, text, seenHash } = request;
  const found = await readTarget(path);
  if (hashOf(found.bytes) !== seenHash) throw fileChanged(path);
  const bytes = Buffer.from(text, 'utf8');
  if (found.bytes?.equals(bytes) === true) return null;
  await checkWritable(found);
  return orSay(path, () => putText(writer, request, found, bytes));
}

async function putText(
  writer: FileWriter,
  { target, mayMakeFolder, made: madeOf, automatic }: WriteRequest,
  found: Target,
  bytes: Buffer,
): Promise<WrittenFile> {
  const { steps, journal } = writer;
  if (mayMakeFolder === true) await steps.makeFolder(dirname(found.realPath));
  // What lies there may be ours already: then the copy of what was there before us is the one that counts.
  const ours = lastOfOurs(writer, found);
  const made = ours === undefined ? await keepBackup(writer, found) : null;
  const before = automatic === undefined ? null : await keepBackup(writer, found);
  const entry: WrittenFile = {
    id: randomUUID(),
    path: found.realPath,
    writtenAt: writer.now(),
    target,
    writtenHash: hashOf(bytes) ?? '',
    backup: ours?.backup ?? made,
    mode: ours === undefined ? found.mode : ours.mode,
    made: madeOf ?? null,
    automatic: automatic === undefined || before === null ? null : { before, changes: [...automatic] },
    declined: null,
  };
  try {
    // Named before it is written, so that whatever happens in between can be undone.
    await journal.save([...journal.entries(), entry]);
    await putInPlace(steps, found.realPath, bytes, found.mode ?? newMode);
  } catch (error) {
    await forget(writer, entry, [made, before]);
    throw error;
  }
  return entry;
}

/**
 * Gives a file back as it was before our first write that has not been undone. A file that was changed since by somebody
 * else stays, unless `isForced`.
 * @throws ModelTrayError `file_changed`, `not_writable`, `backup_missing`
 */
export async function undoWrite(
  writer: FileWriter,
  id: string,
  { isForced }: { isForced: boolean },
): Promise<void> {
  const { steps, journal } = writer;
  const entry = journal.entries().find((one) => one.id === id);
  if (entry === undefined) return;
  const same = journal.entries().filter(({ path }) => path === entry.path);
  const [first = entry] = same;
  const now = await readTarget(entry.path);
  const was = await originalOf(first);
  const isOurs = same.some(({ writtenHash }) => writtenHash === hashOf(now.bytes));
  const isBack = hashOf(now.bytes) === hashOf(was);
  if (!isOurs && !isBack && !isForced) {
    const { path } = entry;
    throw new ModelTrayError('file_changed', message('error.file_changed.undo', { path }));
  }
  await orSay(entry.path, async () => {
    if (!isBack) {
      if (was === null) await steps.remove(entry.path);
      else await putInPlace(steps, entry.path, was, first.mode ?? newMode);
    }
    await journal.save(journal.entries().filter(({ path }) => path !== entry.path));
    for (const copy of copiesOf(same)) await steps.remove(copy);
  });
}

function copiesOf(entries: readonly WrittenFile[]): Set<string> {
  return new Set(
    entries.flatMap(({ backup, automatic }) =>
      [backup, automatic?.before ?? null].filter((copy) => copy !== null),
    ),
  );
}

/** Nothing was written after all. What fails here leaves an entry or a copy too many, which harms nothing. */
async function forget(
  { steps, journal }: FileWriter,
  { id }: WrittenFile,
  copies: readonly (string | null)[],
): Promise<void> {
  try {
    const others = journal.entries().filter((one) => one.id !== id);
    if (others.length < journal.entries().length) await journal.save(others);
    for (const copy of copies) if (copy !== null) await steps.remove(copy);
  } catch {
    // The failure that led here is the one that is told.
  }
}

async function originalOf({ backup }: WrittenFile): Promise<Buffer | null> {
  if (backup === null) return null;
  const { bytes } = await readTarget(backup);
  if (bytes === null) {
    throw new ModelTrayError('backup_missing', message('error.backup_missing', { path: backup }));
  }
  return bytes;
}

/** The write that left the file as it is now; undefined where it was not us. */
function lastOfOurs({ journal }: FileWriter, { realPath, bytes }: Target): WrittenFile | undefined {
  const hash = hashOf(bytes);
  return journal.entries().findLast(({ path, writtenHash }) => path === realPath && writtenHash === hash);
}

/** `.env.before-modeltray`, `.env.before-modeltray-2`: a copy beside, with the same rights. Null where nothing is there. */
async function keepBackup({ steps }: FileWriter, { realPath, mode, bytes }: Target): Promise<string | null> {
  if (bytes === null) return null;
  for (let n = 1; ; n += 1) {
    const backup = `${realPath}.before-modeltray${n === 1 ? '' : `-${n}`}`;
    try {
      await steps.create(backup, bytes, mode ?? newMode);
      return backup;
    } catch (error) {
      if (fileErrorCode(error) !== 'EEXIST' || n >= 1000) throw error;
    }
  }
}

export async function putInPlace(steps: FileSteps, path: string, bytes: Buffer, mode: number): Promise<void> {
  const draft = draftBeside(path);
  try {
    await steps.create(draft, bytes, mode);
    await steps.replace(draft, path);
  } catch (error) {
    await steps.remove(draft).catch(() => undefined); // What failed is told; a draft that stays is no harm.
    throw error;
  }
}

export async function orSay<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ModelTrayError) throw error;
    throw new ModelTrayError(
      'not_writable',
      message('error.not_writable', { path, reason: fileProblem(error) }),
      { cause: error },
    );
  }
}

function fileChanged(path: string): ModelTrayError {
  return new ModelTrayError('file_changed', message('error.file_changed', { path }));
}
