/** Exports that go into DB-GPT's own files: planned, written, listed, given back. One at a time. */
import type { Api, CallParsed } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import type {
  AutomaticWrite,
  ExportEntry,
  ExportPlan,
  UndoReport,
  WrittenExport,
} from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import { automaticWrites, isNewest, refreshMade, undoStep } from '../dbgpt/files/automatic-writes.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import { undoWrite, writeUserFile } from '../dbgpt/files/write-file.ts';
import type { FileWriter } from '../dbgpt/files/write-file.ts';
import { newest } from './export-keeper.ts';
import { planAgain, planAsked } from './export-plans.ts';
import type { PlannedExport } from './export-plans.ts';
import { statusOf } from './export-status.ts';
import { createLastExport } from './last-export.ts';
import type { CoreParts } from './parts.ts';

type ExportFileCalls = Pick<
  Api['calls'],
  | 'planExport'
  | 'writeExport'
  | 'lastExport'
  | 'keepExport'
  | 'planUpdate'
  | 'writeUpdate'
  | 'listExports'
  | 'undoExport'
  | 'undoAutomaticWrite'
>;
type Seen = CallParsed<'writeExport'>['seen'];

export function createExportFileCalls(parts: CoreParts): ExportFileCalls {
  const { localKeys, exports, syncOut, syncIn } = parts;
  const { writer, inTurn } = exports;
  /** What was changed on a user's word is looked at anew. */
  const change = <Result>(act: () => Promise<Result>): Promise<Result> =>
    inTurn(act).finally(() => {
      syncOut.note();
      syncIn.note();
    });
  return {
    async planExport(input) {
      // A key that is shown must be the one that is written.
      if (input.reveal === true) await localKeys.ensureSaved();
      return (await planAsked(parts, input)).plan;
    },
    ...createLastExport(parts),
    writeExport: (input) =>
      change(async () => {
        // First of all: it may find that another process has made the key in the meantime.
        await localKeys.ensureSaved();
        const { seen, allowDemo, ...asked } = input;
        return write(writer, seen, await planAsked(parts, asked), allowDemo);
      }),
    planUpdate: async ({ id }) => (await plannedUpdate(parts, id)).plan,
    writeUpdate: ({ id, seen }) =>
      change(async () => {
        await localKeys.ensureSaved();
        return write(writer, seen, await plannedUpdate(parts, id), false);
      }),
    listExports: () =>
      inTurn(async () => ({
        exports: await listed(parts),
        automatic: automaticWrites(exports.entries()).map((entry) => automatic(exports.entries(), entry)),
      })),
    undoExport: (input) => change(() => ('all' in input ? undoAll(writer, input) : undoOne(writer, input))),
    undoAutomaticWrite: ({ id, force }) =>
      change(async () => {
        const path = await undoStep(writer, id, { isForced: force });
        parts.notices.withdraw(`export-written-${path}`);
        return { undone: [{ path, wasNew: false }], kept: [] };
      }),
  };
}

/** @throws ModelTrayError `export_not_found`, `bad_input` where it is not known what the file was made of */
async function plannedUpdate(parts: CoreParts, id: string): Promise<PlannedExport> {
  const entry = parts.exports.entries().find((one) => one.id === id);
  if (entry === undefined) throw notFound();
  if (entry.made === null) throw new ModelTrayError('bad_input', message('sync.reason.noChoice'));
  return planAgain(parts, entry, entry.made);
}

async function write(
  writer: FileWriter,
  seen: Seen,
  { plan: planned, write: wanted, made }: PlannedExport,
  allowDemo: boolean,
): Promise<WrittenExport> {
  if (planned.isDemo && !allowDemo) throw new ModelTrayError('no_real_model', message('error.no_real_model'));
  const { path, seenHash } = wanted;
  const looked = seen.find((one) => one.path === path);
  if (looked !== undefined && looked.before !== seenHash)
    throw new ModelTrayError('file_changed', message('error.file_changed', { path }));
  if (looked === undefined || looked.after !== planned.files[0]?.seen.after)
    throw new ModelTrayError('file_changed', message('error.file_changed.plan'));
  const entry = await writeUserFile(writer, { ...wanted, target: made.choice.for, made });
  if (entry === null) await refreshMade(writer, path, made);
  const files = [{ path, isChanged: entry !== null, backup: entry?.backup ?? null }];
  return { ...adviceOf(planned), files };
}

function adviceOf({ files: _files, version: _version, ...advice }: ExportPlan): Omit<WrittenExport, 'files'> {
  return advice;
}

function listed(parts: CoreParts): Promise<ExportEntry[]> {
  return Promise.all(
    newest(parts.exports.entries()).map(async (entry) => {
      const { id, path, writtenAt, target } = entry;
      const { state, freshness, changes, reason } = await statusOf(parts, entry);
      const said = parts.syncOut.failureAt(path) ?? reason;
      return { id, path, writtenAt, for: target, state, freshness, changes, reason: said };
    }),
  );
}

function automatic(entries: readonly WrittenFile[], entry: WrittenFile): AutomaticWrite {
  const { id, path, writtenAt } = entry;
  return { id, path, writtenAt, changes: entry.automatic?.changes ?? [], canUndo: isNewest(entries, entry) };
}

async function undoOne(
  writer: FileWriter,
  { id, force }: { id: string; force: boolean },
): Promise<UndoReport> {
  const entry = writer.journal.entries().find((one) => one.id === id);
  if (entry === undefined) throw notFound();
  const { path } = entry;
  const wasNew = writer.journal.entries().find((one) => one.path === path)?.backup === null;
  await undoWrite(writer, id, { isForced: force });
  return { undone: [{ path, wasNew }], kept: [] };
}

/** Every file for itself: one that cannot be given back keeps no other one. */
async function undoAll(writer: FileWriter, { force }: { force: boolean }): Promise<UndoReport> {
  const report: UndoReport = { undone: [], kept: [] };
  for (const { id, path } of newest(writer.journal.entries())) {
    try {
      report.undone.push(...(await undoOne(writer, { id, force })).undone);
    } catch (error) {
      if (!(error instanceof ModelTrayError)) throw error;
      report.kept.push({ path, reason: error.userMessage });
    }
  }
  return report;
}

function notFound(): ModelTrayError {
  return new ModelTrayError('export_not_found', message('error.export_not_found'));
}
