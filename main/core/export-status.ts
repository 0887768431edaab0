/** How a file of DB-GPT's that we wrote stands: is it still ours, and would the same export be another one now? Reads only. */
import { ModelTrayError } from '../../shared/errors.ts';
import type { ExportEntry, ExportPart } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import { hashOf, readTarget } from '../dbgpt/files/read-target.ts';
import { changedParts, fingerprintOf, partsOf } from '../dbgpt/sync/made.ts';
import { factsAgain } from './export-plans.ts';
import type { CoreParts } from './parts.ts';

export interface ExportStatus extends Pick<ExportEntry, 'state' | 'freshness' | 'changes' | 'reason'> {
  entry: WrittenFile;
  /** Of what the file should hold; null where that cannot be told. */
  fingerprint: string | null;
}

/** `newest` is the newest entry of its file. */
export async function statusOf(parts: CoreParts, newest: WrittenFile): Promise<ExportStatus> {
  const hash = await hashAt(newest.path);
  const written = parts.exports.entries().filter(({ path }) => path === newest.path);
  // A write that was broken off, or that somebody took back by hand: an older one of ours is what stands there.
  const standing = written.findLast(({ writtenHash }) => writtenHash === hash);
  const state = hash === null ? 'gone' : standing === newest ? 'as-written' : 'changed';
  const entry = standing ?? newest;
  const { made, declined } = entry;
  if (made === null) return unchecked(entry, state, 'unknown', message('sync.reason.noChoice'));
  try {
    const facts = await factsAgain(parts, made);
    const now = partsOf(facts, made.choice.for);
    const changes = changedParts(made.parts, now);
    const fingerprint = fingerprintOf(now);
    if (changes.length === 0)
      return { entry, state, freshness: 'current', changes, reason: null, fingerprint };
    const reason = facts.isDemo ? message('error.no_real_model') : reasonOf(state, declined === fingerprint);
    return { entry, state, freshness: 'out-of-date', changes, reason, fingerprint };
  } catch (thrown) {
    if (!(thrown instanceof ModelTrayError)) throw thrown;
    return unchecked(entry, state, 'out-of-date', thrown.userMessage);
  }
}

function unchecked(
  entry: WrittenFile,
  state: ExportStatus['state'],
  freshness: ExportStatus['freshness'],
  reason: Message,
): ExportStatus {
  const changes: ExportPart[] = [];
  return { entry, state, freshness, changes, reason, fingerprint: null };
}

/** What keeps a file from being written without its user's word. */
function reasonOf(state: ExportStatus['state'], isDeclined: boolean): Message | null {
  if (state === 'gone') return message('sync.reason.gone');
  if (state === 'changed') return message('sync.reason.changed');
  return isDeclined ? message('sync.reason.declined') : null;
}

/** Null where nothing is there; what cannot be read now is not as we wrote it either. */
function hashAt(path: string): Promise<string | null> {
  return readTarget(path).then(
    ({ bytes }) => hashOf(bytes),
    () => '',
  );
}
