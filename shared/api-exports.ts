/** The calls about what is written for DB-GPT and other programs, as text or into their files. */
import { z } from 'zod';
import { call, nothing } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import {
  configToJudge,
  dbgptPort,
  exportChoice,
  exportPlace,
  exportUndo,
  keptExport,
  seenFile,
} from './exports.ts';
import type {
  AutomaticWrite,
  ConfigReport,
  DbgptLook,
  ExportEntry,
  ExportPlan,
  ExportReport,
  KeptExport,
  RunningDbgpt,
  UndoReport,
  WrittenExport,
} from './exports.ts';
import { dbgptApiChoice, dbgptApiPlace, dbgptApiRemoval } from './dbgpt-api.ts';
import type { DbgptApiLook, DbgptApiPlan, DbgptApiRemoved, DbgptApiReport } from './dbgpt-api.ts';
import { portSchema } from './settings.ts';

export interface SaveReport {
  /** The full path that was written. */
  path: string;
  /** A file of the wanted name was there, so ours went beside it. */
  wasBeside: boolean;
}

export const exportCalls = {
  /** An export as text, to read or to copy. */
  renderExport: call<ExportReport>()(z.strictObject({ ...exportChoice, reveal: z.boolean().default(false) })),
  /** Writes that text into an existing folder, as a file of its own; never replaces one. */
  saveExport: call<SaveReport>()(
    z.strictObject({ ...exportChoice, folder: z.string().min(1), allowDemo: z.boolean().default(false) }),
  ),

  /** What an export would change in DB-GPT's files, its keys masked unless `reveal` was asked for. Writes nothing. */
  planExport: call<ExportPlan>()(
    z.strictObject({ ...exportChoice, ...exportPlace, reveal: z.boolean().optional() }),
  ),
  /** Does what was planned, unless a file or what is to be written has changed since. Gives back what lay there with `undoExport`. */
  writeExport: call<WrittenExport>()(
    z.strictObject({
      ...exportChoice,
      ...exportPlace,
      seen: z.array(seenFile).min(1),
      allowDemo: z.boolean().default(false),
    }),
  ),
  /** What was chosen last; null before the first time. */
  lastExport: call<KeptExport | null>()(nothing),
  /** Keeps it for the next time, and for the tray. */
  keepExport: call<null>()(keptExport),
  /** The files that ModelTray wrote and that were not given back, newest first. */
  listExports: call<{ exports: ExportEntry[]; automatic: AutomaticWrite[] }>()(nothing),
  undoExport: call<UndoReport>()(exportUndo),
  /** What bringing a written file up to date would change, by the choice that it was made of. Writes nothing. */
  planUpdate: call<ExportPlan>()(z.strictObject({ id: z.string().min(1) })),
  /** Does what was planned, unless the file or what is to be written has changed since. */
  writeUpdate: call<WrittenExport>()(
    z.strictObject({ id: z.string().min(1), seen: z.array(seenFile).min(1) }),
  ),
  /** Gives a file back as it was before ModelTray brought it up to date by itself. */
  undoAutomaticWrite: call<UndoReport>()(
    z.strictObject({ id: z.string().min(1), force: z.boolean().default(false) }),
  ),
  /** The active model is again what it was before a name in DB-GPT's `.env` changed it. */
  undoSwitch: call<AppState>()(z.strictObject({ id: z.string().min(1) })),
  /** Which DB-GPT lies in a folder, and where an export for it can go. */
  lookAtDbgpt: call<DbgptLook>()(z.strictObject({ folder: z.string().min(1).max(4096) })),
  /** The DB-GPT that answers on this machine; null where none does. Asks only when called. */
  findDbgpt: call<RunningDbgpt | null>()(z.strictObject({ port: portSchema.min(1).default(dbgptPort) })),
  /** What a user's configuration does, line by line. Writes nothing. */
  judgeConfig: call<ConfigReport>()(configToJudge),

  /** The models that a running DB-GPT (0.7 and newer) has, by its own API. Reads only, and only when called. */
  lookAtDbgptApi: call<DbgptApiLook>()(z.strictObject(dbgptApiPlace)),
  /** The very requests that add models to it. Refused where the TOML file that it runs with is not known. */
  planDbgptModels: call<DbgptApiPlan>()(z.strictObject(dbgptApiChoice)),
  /** Sends them, unless they would be others by now. What fails is told; what was done can be taken back. */
  addDbgptModels: call<DbgptApiReport>()(z.strictObject({ ...dbgptApiChoice, seen: z.string() })),
  /** Takes away what ModelTray added, and nothing else. */
  removeDbgptModels: call<DbgptApiRemoved>()(z.strictObject(dbgptApiRemoval)),
} as const;
