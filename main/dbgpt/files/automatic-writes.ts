/**
 * Writes that nobody asked for: each can be taken back by itself, the newest of a file first, and only so many are kept.
 * Works on the same journal as `write-file.ts`, by the same rules.
 */
import { ModelTrayError } from '../../../shared/errors.ts';
import { message } from '../../../shared/i18n/index.ts';
import { fingerprintOf } from '../sync/made.ts';
import type { Made, WrittenFile } from './journal.ts';
import { checkWritable, hashOf, readTarget } from './read-target.ts';
import { newMode, orSay, putInPlace } from './write-file.ts';
import type { FileWriter } from './write-file.ts';

/** Copies hold keys, so no more of them lie about than somebody may still want back. */
export const maxKept = 5;

/** The automatic writes of each file, newest first. */
export function automaticWrites(entries: readonly WrittenFile[]): WrittenFile[] {
  return entries.filter(({ automatic }) => automatic !== null).toReversed();
}

/** Whether `entry` is the newest write of its file. */
export function isNewest(entries: readonly WrittenFile[], entry: WrittenFile): boolean {
  return entries.findLast(({ path }) => path === entry.path) === entry;
}

/**
 * The file is again what it was before the write `id`, and will not be given the same content by itself once more.
 * @throws ModelTrayError `export_not_found` (none, or not the newest of its file), `file_changed`, `backup_missing`,
 * `not_writable`
 */
export async function undoStep(
  writer: FileWriter,
  id: string,
  { isForced }: { isForced: boolean },
): Promise<string> {
  const { journal, steps } = writer;
  const entry = journal.entries().find((one) => one.id === id);
  if (entry === undefined || entry.automatic === null || !isNewest(journal.entries(), entry))
    throw new ModelTrayError('export_not_found', message('error.export_not_found'));
  const { path, automatic, mode } = entry;
  const now = await readTarget(path);
  if (hashOf(now.bytes) !== entry.writtenHash && !isForced)
    throw new ModelTrayError('file_changed', message('error.file_changed.undo', { path }));
  const { bytes } = await readTarget(automatic.before);
  if (bytes === null)
    throw new ModelTrayError('backup_missing', message('error.backup_missing', { path: automatic.before }));
  await checkWritable(now);
  await orSay(path, async () => {
    await putInPlace(steps, path, bytes, now.mode ?? mode ?? newMode);
    await journal.save(withoutStep(journal.entries(), entry));
    await steps.remove(automatic.before);
  });
  return path;
}

/** The write before it is the newest again, and knows what was taken back. */
function withoutStep(entries: readonly WrittenFile[], entry: WrittenFile): WrittenFile[] {
  const others = entries.filter((one) => one !== entry);
  const before = others.findLast(({ path }) => path === entry.path);
  const declined = entry.made === null ? null : fingerprintOf(entry.made.parts);
  return others.map((one) => (one === before ? { ...one, declined } : one));
}

/** Forgets the oldest automatic writes of a file beyond `maxKept`, and their copies. The way back to the start stays. */
export async function forgetOldest({ journal, steps }: FileWriter, path: string): Promise<void> {
  const old = automaticWrites(journal.entries())
    .filter((one) => one.path === path)
    .slice(maxKept);
  if (old.length === 0) return;
  await journal.save(journal.entries().filter((one) => !old.includes(one)));
  for (const { automatic } of old) if (automatic !== null) await steps.remove(automatic.before);
}

/** The file holds already what it should: the newest entry is told what that was made of. */
export async function refreshMade({ journal }: FileWriter, path: string, made: Made): Promise<void> {
  const entries = journal.entries();
  const newest = entries.findLast((one) => one.path === path);
  if (newest === undefined) return;
  await journal.save(entries.map((one) => (one === newest ? { ...one, made, declined: null } : one)));
}
