/** Plans of exports: what a user asks for, and what a written file would be if it were written again. Writes nothing. */
import type { CallParsed } from '../../shared/api.ts';
import type { ExportFacts } from '../dbgpt/facts.ts';
import type { Made, WrittenFile } from '../dbgpt/files/journal.ts';
import { findDestination } from '../dbgpt/plan/destination.ts';
import type { Destination, PlaceAsked } from '../dbgpt/plan/destination.ts';
import { planExport } from '../dbgpt/plan/plan-export.ts';
import type { Planned } from '../dbgpt/plan/plan-export.ts';
import { buildMade, factsAsMade } from '../dbgpt/sync/made.ts';
import { dbgptHome, judgeFacts } from './dbgpt-calls.ts';
import { exportFacts } from './export-facts.ts';
import type { CoreParts } from './parts.ts';

export interface PlannedExport extends Planned {
  made: Made;
}

/** @throws ModelTrayError, as `findDestination`, `exportFacts` and `planExport` do */
export async function planAsked(parts: CoreParts, input: CallParsed<'planExport'>): Promise<PlannedExport> {
  const { folder, file, reveal = false, ...choice } = input;
  const asked = {
    target: choice.for,
    variant: choice.variant ?? null,
    folder: folder ?? null,
    file: file ?? null,
  };
  const destination = await findDestination(asked, dbgptHome());
  const facts = await exportFacts(parts, withVersion(choice, destination), destination.variant);
  return plan(parts, asked, destination, facts, buildMade(choice, facts), reveal);
}

/** The facts that a written file would be rendered from now. Throws as `exportFacts` does. */
export async function factsAgain(parts: CoreParts, made: Made): Promise<ExportFacts> {
  const { choice } = made;
  return factsAsMade(await exportFacts(parts, choice, choice.variant ?? 'local'), made);
}

/** The same export into the same file, from what is true now. Throws as `planAsked` does. */
export async function planAgain(
  parts: CoreParts,
  { path }: Pick<WrittenFile, 'path'>,
  made: Made,
): Promise<PlannedExport> {
  const { choice } = made;
  const asked = { target: choice.for, variant: choice.variant ?? null, folder: null, file: path };
  const destination = await findDestination(asked, dbgptHome());
  const facts = await factsAgain(parts, made);
  return plan(parts, asked, destination, facts, buildMade(choice, facts));
}

async function plan(
  parts: CoreParts,
  { target }: PlaceAsked,
  destination: Destination,
  facts: ExportFacts,
  made: Made,
  reveal = false,
): Promise<PlannedExport> {
  const judged = judgeFacts(parts, target);
  const planned = await planExport({ target, destination, facts, judgeFacts: judged, reveal });
  return { ...planned, made };
}

/** The version that DB-GPT's own files tell counts before the one that was named. */
function withVersion<Choice extends { version?: string | undefined }>(
  choice: Choice,
  { look }: Destination,
): Choice {
  return look?.version === undefined || look.version === null ? choice : { ...choice, version: look.version };
}
