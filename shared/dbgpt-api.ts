/** DB-GPT's own model API (0.7 and newer) as it crosses between core and shells. */
import { z } from 'zod';
import { dbgptPort } from './exports.ts';
import type { Message } from './i18n/index.ts';
import { portSchema } from './settings.ts';

const port = portSchema.min(1).default(dbgptPort);
/** The TOML file that the running DB-GPT was started with, a full path. */
const toml = z.string().min(1).max(4096).optional();

/** Where the DB-GPT runs whose port it is: it decides the address under which it finds ModelTray. */
export const apiVariants = ['local', 'docker', 'wsl'] as const;
export type ApiVariant = (typeof apiVariants)[number];

export const dbgptApiPlace = { port, toml };
export const dbgptApiChoice = {
  ...dbgptApiPlace,
  variant: z.enum(apiVariants).default('local'),
  /** Aliases and models pinned by qualified id. */
  models: z.array(z.string().min(1).max(512)).min(1).max(20).default(['active']),
};
export const dbgptApiRemoval = {
  port,
  /** Left out, everything that ModelTray added there. */
  names: z.array(z.string().min(1)).optional(),
  /** Forgets what DB-GPT does not give up, too. */
  force: z.boolean().default(false),
};

export interface DbgptModel {
  /** As DB-GPT calls it. */
  name: string;
  /** `llm`, `text2vec`, `reranker`. */
  type: string;
  isHealthy: boolean;
  /** ModelTray added it through the API. */
  isAdded: boolean;
}

/** A model that ModelTray added to a DB-GPT. */
export interface AddedModel {
  name: string;
  /** What is asked for under it: an alias, or a qualified id. */
  model: string;
  /** Milliseconds since the epoch. */
  addedAt: number;
  isRunning: boolean;
}

export interface DbgptApiLook {
  url: string;
  models: DbgptModel[];
  added: AddedModel[];
  /** Why models cannot be added there now; null where they can. */
  obstacle: Message | null;
}

/** One request to DB-GPT, with ModelTray's key masked. */
export interface DbgptApiCall {
  method: 'GET' | 'POST';
  url: string;
  /** JSON; null for a request without one. */
  body: string | null;
}

export interface DbgptApiPlan {
  calls: DbgptApiCall[];
  /** What would be added or made anew, and what is there already as it should be. */
  adds: { name: string; model: string }[];
  present: string[];
  warnings: Message[];
  /** To be handed back by `addDbgptModels`. */
  seen: string;
}

export interface DbgptApiReport {
  added: { name: string; model: string }[];
  /** Where it stopped; null where everything was done. */
  failed: { name: string; reason: Message } | null;
  /** What was not tried any more. */
  untried: string[];
}

export interface DbgptApiRemoved {
  removed: string[];
  kept: { name: string; reason: Message }[];
}
