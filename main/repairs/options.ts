import type { ThinkMode } from './think-tags.ts';

/**
 * `auto`: a stream's usage stands where DB-GPT reads it, for DB-GPT's client, and is asked for where the server is known
 * to take the question. `on`: for every client, of every server. `off`: usage stays as the server sends it.
 */
export type UsageMode = 'auto' | 'on' | 'off';

/** What one route wants of the repairs. */
export interface RepairOptions {
  usage: UsageMode;
  think: ThinkMode;
  /** For requests that carry none; null leaves that to the server. */
  temperature: number | null;
}

export const defaultRepairOptions: RepairOptions = { usage: 'auto', think: 'split', temperature: null };
