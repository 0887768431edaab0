/** Configurations for DB-GPT as they cross between core and shells. */
import { z } from 'zod';
import { configKinds, exportPlaces, exportTargets, exportVariants, wslNetworks } from './export-kinds.ts';
import type { ConfigKind, ExportTarget, ExportVariant } from './export-kinds.ts';
import type { Message } from './i18n/index.ts';

export {
  configKinds,
  dbgptPort,
  exportPlaces,
  exportTargets,
  exportVariants,
  wslNetworks,
} from './export-kinds.ts';
export type { ConfigKind, ExportPlaceKind, ExportTarget, ExportVariant, WslNetwork } from './export-kinds.ts';

const modelName = z.string().min(1).max(512);

/** What an export is made of. */
export const exportChoice = {
  for: z.enum(exportTargets),
  /** Left out: `wsl` where the place to write to is a path into WSL, else `local`. */
  variant: z.enum(exportVariants).optional(),
  /** Aliases and models pinned by qualified id. */
  models: z.array(modelName).min(1).max(50).default(['active']),
  /** One of `models`; left out, the first. */
  defaultModel: modelName.optional(),
  /** A qualified id; null leaves embeddings out; left out, the embedding model that is chosen in ModelTray. */
  embedding: modelName.nullable().optional(),
  /** A qualified id; none unless told. */
  rerank: modelName.nullable().optional(),
  /** Tokens that DB-GPT's agents may fill; left out, the smallest loaded context of `models`. Read by 0.8.1 and newer. */
  agentContext: z.int().min(1024).max(10_000_000).optional(),
  /** `direct` only: put the server's own key in, in clear. */
  withServerKey: z.boolean().default(false),
  /** `wsl` only; left out, what this machine's WSL is set to. */
  wsl: z.enum(wslNetworks).optional(),
  /** DB-GPT's version where it is known, `0.8.1`: lines that it does not read are left out. */
  version: z.string().max(40).optional(),
};
export type ExportChoice = z.output<z.ZodObject<typeof exportChoice>>;

const path = z.string().min(1).max(4096);

/** A configuration of a user's: a file of theirs, or a text that they paste. `for`: what its DB-GPT reads, if known. */
export const configToJudge = z.union([
  z.strictObject({ path, for: z.enum(exportTargets).optional() }),
  z.strictObject({
    text: z.string().max(500_000),
    kind: z.enum(configKinds),
    for: z.enum(exportTargets).optional(),
  }),
]);

/** Where to write: DB-GPT's folder, or one file. Neither is only possible for `0.8`, whose place is known. */
export const exportPlace = {
  /** A full path; `~` in front is the home folder. */
  folder: path.optional(),
  file: path.optional(),
};

/** What was chosen last on the DB-GPT page. It holds no key, and whether a server's key goes in is asked anew. */
export const keptExport = z.strictObject({
  for: exportChoice.for,
  variant: z.enum(exportVariants),
  models: z.array(modelName).min(1).max(50),
  defaultModel: exportChoice.defaultModel,
  embedding: exportChoice.embedding,
  rerank: exportChoice.rerank,
  wsl: exportChoice.wsl,
  version: exportChoice.version,
  place: z.enum(exportPlaces),
  ...exportPlace,
});
export type KeptExport = z.output<typeof keptExport>;

/** A file as a plan saw it, `PlannedFile.seen` with its path: it is written only if both are still so. */
export const seenFile = z.strictObject({ path, before: z.string().nullable(), after: z.string() });

/** One file by `id`, or all of them. `force`: even where somebody else has changed a file since. */
export const exportUndo = z.union([
  z.strictObject({ id: z.string().min(1), force: z.boolean().default(false) }),
  z.strictObject({ all: z.literal(true), force: z.boolean().default(false) }),
]);

/** A text that goes with the file: a part for `docker compose`. */
export interface ExportSnippet {
  fileName: string;
  text: string;
}

interface ExportAdvice {
  for: ExportTarget;
  variant: ExportVariant;
  /** Commands to type afterwards, in order. */
  commands: string[];
  /** What DB-GPT in a container needs beside the file. */
  snippets: ExportSnippet[];
  /** A `curl` to try from where DB-GPT runs, before anything is written; null where this machine needs none. */
  tryIt: string | null;
  /** What the user should know before using it: demo, old version, embedding. */
  warnings: Message[];
  /** How to go on: restart DB-GPT, start it with … */
  notes: Message[];
  isDemo: boolean;
}

/** An export as text, to read or to copy. */
export interface ExportReport extends ExportAdvice {
  /** `.env`, `modeltray.toml`, `modeltray.env.sh` or `modeltray.env`. */
  fileName: string;
  /** The whole text. The key is masked unless `reveal` was asked for. */
  text: string;
  isMasked: boolean;
}

export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  /** Without its line end. */
  text: string;
}

/** Lines that changed with three around them. Line numbers count from 1. */
export interface DiffHunk {
  before: number;
  after: number;
  lines: DiffLine[];
}

/** One file that an export would change. Keys and secrets are masked in every text of it, unless they were asked for. */
export interface PlannedFile {
  path: string;
  /** Null where nothing is there. */
  before: string | null;
  after: string;
  hunks: DiffHunk[];
  isChanged: boolean;
  /** To be handed back by `writeExport`: hashes of what was looked at, and of what would be written. */
  seen: { before: string | null; after: string };
  /** Lines of the file that win over ours, or keep DB-GPT from starting. */
  problems: JudgedLine[];
}

export interface ExportPlan extends ExportAdvice {
  /** Of the DB-GPT that it is for, where its files tell. */
  version: string | null;
  files: PlannedFile[];
}

export interface WrittenExport extends ExportAdvice {
  files: { path: string; isChanged: boolean; backup: string | null }[];
}

/** What of an export can get out of date: where ModelTray answers, its key, the models that are asked for, their context. */
export const exportParts = ['address', 'key', 'models', 'context'] as const;
export type ExportPart = (typeof exportParts)[number];

/** A file that ModelTray wrote and that can be given back. */
export interface ExportEntry {
  id: string;
  path: string;
  /** Milliseconds since the epoch. */
  writtenAt: number;
  for: string;
  /** Whether it still is what was written. */
  state: 'as-written' | 'changed' | 'gone';
  /** Whether the same export would be another one now; `unknown` where it is not known what it was made of. */
  freshness: 'current' | 'out-of-date' | 'unknown';
  /** What would change. */
  changes: ExportPart[];
  /** Why it cannot be told, or is not brought up to date by itself; null where nothing stands in the way. */
  reason: Message | null;
}

/** A file that was brought up to date without being asked. */
export interface AutomaticWrite {
  id: string;
  path: string;
  writtenAt: number;
  changes: ExportPart[];
  /** Only the newest write of a file can be taken back; the one before it then can. */
  canUndo: boolean;
}

/** What AppState says of the files that ModelTray wrote. */
export interface ExportsState {
  count: number;
  /** Always 0 while changes are not to be followed. */
  outOfDate: number;
}

export interface UndoReport {
  /** `wasNew`: nothing was there before, so the file is gone now. */
  undone: { path: string; wasNew: boolean }[];
  /** What could not be given back, and why. */
  kept: { path: string; reason: Message }[];
}

export type Verdict = 'ok' | 'warning' | 'wrong';

/** What is to be said of one line of a user's configuration. */
export interface JudgedLine {
  /** Counted from 1; null for something that is missing. */
  line: number | null;
  key: string;
  verdict: Verdict;
  text: Message;
}

/** A model server's address that a configuration names. */
export interface FoundAddress {
  baseUrl: string;
  line: number | null;
  /** Its key stands in the file. */
  hasKey: boolean;
  /** The slug under which ModelTray has it already. */
  slug: string | null;
}

export interface ConfigReport {
  kind: ConfigKind;
  /** Null for a text that was pasted. */
  path: string | null;
  /** In the file's order, what is missing last. */
  lines: JudgedLine[];
  /** Addresses that can be taken over as servers, each once; ModelTray's own are not among them. */
  addresses: FoundAddress[];
}

export interface DbgptFile {
  path: string;
  kind: ConfigKind;
  exists: boolean;
}

/** What a DB-GPT folder tells. */
export interface DbgptLook {
  folder: string;
  isDbgpt: boolean;
  /** `0.7.3`; null where no file says it. */
  version: string | null;
  /** The file that says the version or shows the line of versions. */
  source: string | null;
  /** What it reads; null where it is no DB-GPT. */
  for: ExportTarget | null;
  isWsl: boolean;
  /** Files that an export can go to, the usual one first. */
  files: DbgptFile[];
}

/** A DB-GPT that answers on this machine. */
export interface RunningDbgpt {
  url: string;
  /** Models that it has started, as it calls them. */
  models: string[];
}
