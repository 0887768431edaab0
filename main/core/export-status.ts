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

export async function statusOf(parts: CoreParts, entry: WrittenFile): Promise<ExportStatus> {
  const state = await stateOf(entry);
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

async function stateOf({ path, writtenHash }: WrittenFile): Promise<ExportStatus['state']> {
  // What cannot be read now is not as we wrote it either.
  const hash = await readTarget(path).then(
    ({ bytes }) => hashOf(bytes),
    () => '',
  );
  if (hash === null) return 'gone';
  return hash === writtenHash ? 'as-written' : 'changed';
}
