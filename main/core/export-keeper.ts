/** The files of DB-GPT's that we wrote: one list, one writer, one change at a time, for whoever plans or follows them. */
import { fileSteps } from '../dbgpt/files/steps.ts';
import type { WrittenFile } from '../dbgpt/files/journal.ts';
import type { FileWriter } from '../dbgpt/files/write-file.ts';
import { createTurns } from '../settings/in-turn.ts';
import type { Turns } from '../settings/in-turn.ts';
import { createExportJournal } from './export-journal.ts';
import type { JournalOptions } from './export-journal.ts';

export interface ExportKeeper {
  writer: FileWriter;
  inTurn: Turns;
  entries(): readonly WrittenFile[];
}

export function createExportKeeper(options: JournalOptions): ExportKeeper {
  const journal = createExportJournal(options);
  return {
    writer: { steps: fileSteps, journal, now: options.now },
    inTurn: createTurns(),
    entries: () => journal.entries(),
  };
}

/** One entry for each file, its newest; the file that was written last comes first. */
export function newest(entries: readonly WrittenFile[]): WrittenFile[] {
  const seen = new Set<string>();
  return entries.toReversed().filter(({ path }) => !seen.has(path) && seen.add(path));
}
