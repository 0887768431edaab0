import { z } from 'zod';

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
});
export type WrittenFile = z.output<typeof writtenFileSchema>;

/** The list of what we wrote and have not given back, oldest first. The core keeps it in the data folder. */
export interface Journal {
  entries(): readonly WrittenFile[];
  /** Rejects with ModelTrayError `not_writable`. */
  save(entries: readonly WrittenFile[]): Promise<void>;
}
