/**
 * Follows what makes DB-GPT's files out of date: another key, port, pinned model or context. It says so, or where its user
 * wants that, writes them. It never writes over a file that somebody else has changed, and never tries twice what failed.
 */
import { ModelTrayError, toError } from '../../shared/errors.ts';
import type { ExportPart, ExportsState } from '../../shared/exports.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { forgetOldest, refreshMade } from '../dbgpt/files/automatic-writes.ts';
import type { Made, WrittenFile } from '../dbgpt/files/journal.ts';
import { writeUserFile } from '../dbgpt/files/write-file.ts';
import { newest } from './export-keeper.ts';
import { planAgain } from './export-plans.ts';
import { statusOf } from './export-status.ts';
import type { ExportStatus } from './export-status.ts';
import type { CoreParts } from './parts.ts';
import { outOfDateId, sayOutOfDate, sayWritten } from './sync-out-notices.ts';

/** From the last change to the look at the files: changes come several at a time. */
export const settleMs = 1_500;

export interface SyncOut {
  state(): ExportsState;
  /** Something may have changed. Cheap: the hot path calls it. */
  note(): void;
  /** Why a file could not be written without asking; null where it was not tried. */
  failureAt(path: string): Message | null;
  stop(): void;
}

export function createSyncOut(parts: CoreParts): SyncOut {
  const { ports, settings, exports, upstreams, runner, localKeys, notices, store } = parts;
  let seen: readonly unknown[] = [];
  let waiting: readonly unknown[] = [];
  let cancel = (): void => undefined;
  let outOfDate: readonly ExportStatus[] = [];
  let said = '';
  /** By path: what was tried in vain, so that it is not tried again. */
  const failures = new Map<string, { fingerprint: string | null; reason: Message }>();

  const isOn = (): boolean => parts.isRunning() && settings.get().dbgpt.syncOut !== 'off';
  const isSettled = (): boolean => !['starting', 'stopping'].includes(runner.state().status);
  const inputs = (): unknown[] => [
    settings.get(),
    upstreams.registry.version(),
    runner.state().port,
    localKeys.key(),
    exports.entries(),
  ];

  const look = (): void => {
    waiting = [];
    exports.inTurn(lookOnce).catch((thrown: unknown) => {
      ports.log.error('looking at the exported files failed', { error: toError(thrown).stack });
    });
  };

  const lookOnce = async (): Promise<void> => {
    if (!isOn() || !isSettled()) return;
    const found: ExportStatus[] = [];
    for (const entry of newest(exports.entries())) {
      const status = await settled(entry);
      if (status !== null) found.push(status);
    }
    show(found);
    seen = inputs();
  };

  /** The file's status where it is out of date and stays so; null where all is well, by now. */
  const settled = async (newestEntry: WrittenFile): Promise<ExportStatus | null> => {
    const status = await statusOf(parts, newestEntry);
    const { entry } = status;
    const { path, made } = entry;
    if (status.freshness !== 'out-of-date') {
      failures.delete(path);
      return null;
    }
    if (made === null || status.fingerprint === null) return status;
    const failed = failures.get(path);
    if (failed !== undefined && failed.fingerprint === status.fingerprint)
      return { ...status, reason: status.reason ?? failed.reason };
    try {
      return await bringUpToDate(entry, made, status);
    } catch (thrown) {
      if (!(thrown instanceof ModelTrayError)) throw thrown;
      failures.set(path, { fingerprint: status.fingerprint, reason: thrown.userMessage });
      return { ...status, reason: thrown.userMessage };
    }
  };

  const bringUpToDate = async (
    entry: WrittenFile,
    made: Made,
    status: ExportStatus,
  ): Promise<ExportStatus | null> => {
    const { path, writtenHash } = entry;
    if (status.state === 'gone') return status;
    const planned = await planAgain(parts, entry, made);
    if (planned.plan.files.every(({ isChanged }) => !isChanged)) {
      await refreshMade(exports.writer, path, planned.made);
      return null;
    }
    if (settings.get().dbgpt.syncOut !== 'write' || status.reason !== null) return status;
    const request = { ...planned.write, seenHash: writtenHash, target: made.choice.for, made: planned.made };
    const written = await writeUserFile(exports.writer, { ...request, automatic: status.changes });
    await forgetOldest(exports.writer, path);
    if (written !== null) tellWritten(written, status.changes);
    return null;
  };

  const tellWritten = (written: WrittenFile, changes: readonly ExportPart[]): void => {
    ports.log.info('an exported file was brought up to date', { path: written.path, changes });
    const isStill = (): boolean => exports.entries().some(({ id }) => id === written.id);
    sayWritten(notices, written, changes, isStill);
  };

  /** Said once of the same files; who dismissed it is told again only of something new. */
  const show = (found: readonly ExportStatus[]): void => {
    outOfDate = found;
    const now = found
      .map(({ entry, fingerprint, reason }) => [entry.path, fingerprint, reason?.key].join(' '))
      .join('\n');
    if (now !== said) {
      said = now;
      sayOutOfDate(notices, found);
    }
    store.touch();
  };

  const forget = (): void => {
    cancel();
    [seen, waiting, outOfDate, said] = [[], [], [], ''];
    failures.clear();
    notices.withdraw(outOfDateId);
  };

  return {
    state: () => ({ count: newest(exports.entries()).length, outOfDate: outOfDate.length }),
    note() {
      if (!isOn()) {
        if (seen.length > 0) forget();
        return;
      }
      const now = inputs();
      if (isSame(now, seen) || isSame(now, waiting)) return;
      waiting = now;
      cancel();
      cancel = ports.clock.after(settleMs, look);
    },
    failureAt: (path) => failures.get(path)?.reason ?? null,
    stop: () => cancel(),
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}
