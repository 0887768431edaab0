import { z } from 'zod';
import { exportChoice, exportParts } from '../../../shared/exports.ts';

/** What an export was made of, so that it can be made again. Holds no key. */
export const madeSchema = z.strictObject({
  /** What was left to ModelTray then is filled in: a later choice elsewhere must not change the file. */
  choice: z.strictObject(exportChoice),
  /** Tokens of context by the model's name, as they stand in the file; null where it names none. */
  contexts: z.record(z.string(), z.number().nullable()),
  agentContext: z.number().nullable(),
  /** Hashes of what was written. */
  parts: z.record(z.enum(exportParts), z.string()),
});
export type Made = z.output<typeof madeSchema>;

const automaticSchema = z.strictObject({
  /** A copy of the file as it was before this write. */
  before: z.string().min(1),
  changes: z.array(z.enum(exportParts)),
});

/** One file of a user's that we wrote, with what it takes to give it back. */
export const writtenFileSchema = z.strictObject({
  id: z.string().min(1),
  path: z.string().min(1),
  /** Milliseconds since the epoch. */
  writtenAt: z.number(),
  /** Which export it was: `0.6`, `stock-env`. */
  target: z.string(),
  /** Hash of what we wrote: a file with another one was changed since. */
  writtenHash: z.string(),
  /** Where the content from before ours lies; null where nothing was there. */
  backup: z.string().nullable(),
  /** Permission bits that it had; null where nothing was there. */
  mode: z.number().nullable(),
  /** Null for what was written before ModelTray kept it: such a file cannot be checked or made again. */
  made: madeSchema.nullable().default(null),
  /** Set where ModelTray brought the file up to date without being asked. */
  automatic: automaticSchema.nullable().default(null),
  /** The user took back the automatic write that would have given it these parts. */
  declined: z.string().nullable().default(null),
});
export type WrittenFile = z.output<typeof writtenFileSchema>;

/** The list of what we wrote and have not given back, oldest first. The core keeps it in the data folder. */
export interface Journal {
  entries(): readonly WrittenFile[];
  /** Rejects with ModelTrayError `not_writable`. */
  save(entries: readonly WrittenFile[]): Promise<void>;
}
