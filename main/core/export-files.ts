/** Exports that go into DB-GPT's own files: planned, written, listed, given back. One at a time. */
import type { Api, CallParsed } from '../../shared/api.ts';
import { ModelTrayError } from '../../shared/errors.ts';
import type { ExportEntry, ExportPlan, UndoReport, WrittenExport } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import { hashOf, readTarget } from '../dbgpt/files/read-target.ts';
import { fileSteps } from '../dbgpt/files/steps.ts';
import { undoWrite, writeUserFile } from '../dbgpt/files/write-file.ts';
import type { FileWriter } from '../dbgpt/files/write-file.ts';
import { findDestination } from '../dbgpt/plan/destination.ts';
import { planExport } from '../dbgpt/plan/plan-export.ts';
import type { Planned } from '../dbgpt/plan/plan-export.ts';
import { createTurns } from '../settings/in-turn.ts';
import { dbgptHome, judgeFacts } from './dbgpt-calls.ts';
import { exportFacts } from './export-facts.ts';
import { createExportJournal } from './export-journal.ts';
import { createLastExport } from './last-export.ts';
import type { CoreParts } from './parts.ts';

type ExportFileCalls = Pick<
  Api['calls'],
  'planExport' | 'writeExport' | 'lastExport' | 'keepExport' | 'listExports' | 'undoExport'
>;

export function createExportFileCalls(parts: CoreParts): ExportFileCalls {
  const { ports, notices, localKeys } = parts;
  const now = (): number => ports.clock.now();
  const journal = createExportJournal({ dataDir: ports.dataDir, now, notices });
  const writer: FileWriter = { steps: fileSteps, journal, now };
  const inTurn = createTurns();
  return {
    async planExport(input) {
      // A key that is shown must be the one that is written.
      if (input.reveal === true) await localKeys.ensureSaved();
      return (await plan(parts, input)).plan;
    },
    ...createLastExport(parts),
    writeExport: (input) =>
      inTurn(async () => {
        // First of all: it may find that another process has made the key in the meantime.
        await localKeys.ensureSaved();
        return write(writer, input, await plan(parts, input));
      }),
    listExports: () => inTurn(async () => ({ exports: await listed(journal.entries()) })),
    undoExport: (input) => inTurn(() => ('all' in input ? undoAll(writer, input) : undoOne(writer, input))),
  };
}

async function plan(parts: CoreParts, input: CallParsed<'planExport'>): Promise<Planned> {
  const { for: target, folder, file, reveal = false, ...choice } = input;
  const asked = { target, variant: choice.variant ?? null, folder: folder ?? null, file: file ?? null };
  const destination = await findDestination(asked, dbgptHome());
  const { look, variant } = destination;
  const version = look?.version ?? choice.version;
  const facts = await exportFacts(
    parts,
    { ...choice, ...(version === undefined ? {} : { version }) },
    variant,
  );
  return planExport({ target, destination, facts, judgeFacts: judgeFacts(parts, target), reveal });
}

async function write(
  writer: FileWriter,
  { for: target, seen, allowDemo }: CallParsed<'writeExport'>,
  { plan: planned, write: wanted }: Planned,
): Promise<WrittenExport> {
  if (planned.isDemo && !allowDemo) throw new ModelTrayError('no_real_model', message('error.no_real_model'));
  const { path, seenHash } = wanted;
  const looked = seen.find((one) => one.path === path);
  if (looked !== undefined && looked.before !== seenHash)
    throw new ModelTrayError('file_changed', message('error.file_changed', { path }));
  if (looked === undefined || looked.after !== planned.files[0]?.seen.after)
    throw new ModelTrayError('file_changed', message('error.file_changed.plan'));
  const entry = await writeUserFile(writer, { ...wanted, target });
  const files = [{ path, isChanged: entry !== null, backup: entry?.backup ?? null }];
  return { ...adviceOf(planned), files };
}

function adviceOf({ files: _files, version: _version, ...advice }: ExportPlan): Omit<WrittenExport, 'files'> {
  return advice;
}

/** One entry for each file, its newest; the file that was written last comes first. */
function newest(entries: readonly WrittenFile[]): WrittenFile[] {
  const seen = new Set<string>();
  return entries.toReversed().filter(({ path }) => !seen.has(path) && seen.add(path));
}

function listed(entries: readonly WrittenFile[]): Promise<ExportEntry[]> {
  return Promise.all(
    newest(entries).map(async ({ id, path, writtenAt, target, writtenHash }) => {
      // What cannot be read now is not as we wrote it either.
      const hash = await readTarget(path).then(
        ({ bytes }) => hashOf(bytes),
        () => '',
      );
      const state = hash === null ? 'gone' : hash === writtenHash ? 'as-written' : 'changed';
      return { id, path, writtenAt, for: target, state };
    }),
  );
}

async function undoOne(
  writer: FileWriter,
  { id, force }: { id: string; force: boolean },
): Promise<UndoReport> {
  const entry = writer.journal.entries().find((one) => one.id === id);
  if (entry === undefined) throw new ModelTrayError('export_not_found', message('error.export_not_found'));
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
