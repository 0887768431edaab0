/** What an export would change, before anything is written. Reads the file and nothing else. */
import type { ExportPlan, ExportTarget, JudgedLine, PlannedFile } from '../../../shared/exports.ts';
import { message } from '../../../shared/i18n/index.ts';
import type { Message } from '../../../shared/i18n/index.ts';
import { hashOf, readTarget, textOf } from '../files/read-target.ts';
import { keysIn } from '../facts.ts';
import type { ExportFacts } from '../facts.ts';
import { judgeEnv } from '../judge/judge-env.ts';
import type { JudgeFacts } from '../judge/judge-facts.ts';
import { judgeToml } from '../judge/judge-toml.ts';
import { readToml } from '../judge/read-toml.ts';
import { checkValues } from '../targets/check-values.ts';
import { entryNames, isOurEntry } from '../targets/entry-names.ts';
import { adviceFor } from '../targets/render-export.ts';
import type { Destination } from './destination.ts';
import { diffLines } from './diff-lines.ts';
import { maskSecrets } from './mask.ts';
import { mergeIntoFile } from './merge-file.ts';

export interface PlanRequest {
  target: ExportTarget;
  destination: Destination;
  facts: ExportFacts;
  judgeFacts: JudgeFacts;
  /** The user wants to see the keys. */
  reveal?: boolean;
}

/** A file as it would be written, with keys in clear: it never leaves the core. */
export interface PlannedWrite {
  path: string;
  text: string;
  seenHash: string | null;
  mayMakeFolder: boolean;
}

export interface Planned {
  plan: ExportPlan;
  write: PlannedWrite;
}

/** @throws ModelTrayError `bad_input`, `cannot_merge`, `not_text`, `not_writable` */
export async function planExport(request: PlanRequest): Promise<Planned> {
  const { target, destination, facts } = request;
  const { path, look, place, mayMakeFolder } = destination;
  checkValues(facts, target);
  const found = await readTarget(path);
  const before = textOf(found);
  const after = mergeIntoFile(before, path, facts, target);
  const seenHash = hashOf(found.bytes);
  const file = plannedFile(request, found.bytes === null ? null : before, after, seenHash);
  const advice = adviceFor(facts, target, place, true);
  const plan: ExportPlan = {
    ...advice,
    warnings: [...unknownDbgpt(destination), ...advice.warnings],
    notes: [...staleNotes(after, facts), ...advice.notes],
    version: look?.version ?? null,
    files: [file],
  };
  return { plan, write: { path, text: after, seenHash, mayMakeFolder } };
}

function plannedFile(
  { destination, facts, target, judgeFacts, reveal = false }: PlanRequest,
  before: string | null,
  after: string,
  seenHash: string | null,
): PlannedFile {
  const keys = keysIn(facts);
  const shown = (text: string): string => (reveal ? text : maskSecrets(text, keys));
  const shownBefore = before === null ? null : shown(before);
  const shownAfter = shown(after);
  return {
    path: destination.path,
    before: shownBefore,
    after: shownAfter,
    hunks: diffLines(shownBefore ?? '', shownAfter),
    isChanged: before !== after,
    seen: { before: seenHash, after: hashOf(Buffer.from(after, 'utf8')) ?? '' },
    problems: problemsIn(after, target, judgeFacts),
  };
}

/** Sentences on what keeps our lines from counting, or DB-GPT from starting. */
const disturbing: ReadonlySet<string> = new Set([
  'judge.env.hidden',
  'judge.env.httpProxy',
  'judge.env.foreignBase',
  'judge.env.unreadable',
  'judge.toml.variable',
  'judge.toml.noKey',
]);

function problemsIn(text: string, target: ExportTarget, facts: JudgeFacts): JudgedLine[] {
  if (target === 'stock-env') return [];
  const { lines } = target === '0.6' ? judgeEnv(text, facts) : judgeToml(text, facts);
  return lines.filter(({ verdict, text: said }) => verdict === 'wrong' || disturbing.has(said.key));
}

/** The user named a folder, and nothing in it looks like a DB-GPT. */
function unknownDbgpt({ look, path, mayMakeFolder }: Destination): Message[] {
  return look === null && !mayMakeFolder ? [message('export.warning.noDbgpt', { path })] : [];
}

/** Entries of an earlier export whose model is not chosen any more. They stay: a chat in DB-GPT may use one. */
function staleNotes(text: string, facts: ExportFacts): Message[] {
  const read = readToml(text);
  if (!read.ok) return [];
  const now = new Set(entryNames(facts));
  const names = read.toml.entries('llms').flatMap((entry) => {
    const name = entry.value('name')?.value;
    return typeof name === 'string' && isOurEntry(name) && !now.has(name) ? [name] : [];
  });
  return names.length === 0 ? [] : [message('export.note.stale', { names: names.join(', ') })];
}
