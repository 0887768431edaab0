/** What was decided for a request and why, as data: for the response header, the lists, the log, and for trying it out. */
import { z } from 'zod';
import type { ProxyErrorCode } from './errors.ts';
import type { Message } from './i18n/index.ts';
import type { Location } from './location.ts';
import type { ModelRef } from './model.ts';
import type { Strategy } from './route-settings.ts';

/** Why a candidate is not in the plan at all. */
export const exclusions = [
  /** No server has that slug. */
  'no-server',
  'locked',
  'needs-key',
  /** Its server refused the key that we have, or has none. */
  'unauthorized',
  'paused',
  'rate-limited',
  /** A rule sends the request to another pool. */
  'other-pool',
] as const;
export type Exclusion = (typeof exclusions)[number];

/** Why a candidate is tried after others that its strategy might have put behind it. */
export const demotions = [
  'no-vision',
  'no-tools',
  'context-too-small',
  'queue-full',
  'unreachable',
  'loading',
  /** Every place at the server is taken: a request would wait. */
  'busy',
] as const;
export type Demotion = (typeof demotions)[number];

/** A candidate that was passed over, with the reason in words: "loading", "paused: 5 failures, next try in 20 s". */
export interface PassedOver extends ModelRef {
  reason: Exclusion | Demotion;
  text: Message;
}

export type PlanWarning =
  /** No candidate of the plan has room for the prompt, so a server may cut it without a word. */
  { kind: 'context'; promptTokens: number; isEstimate: boolean; contextTokens: number };

/** How a plan came about. One datum: the header, the request list and the log render it. */
export interface Decision {
  /** How the requested name led to the route. */
  why: Message;
  /** The rule that chose the pool: its place in the route, from 0. */
  rule: { index: number; pool: string } | null;
  strategy: Strategy;
  /** How many candidates there were to choose from; with one there is nothing to explain. */
  choices: number;
  /** The first attempt, with the load of its server when the plan was made. */
  first: ModelRef & { inFlight: number; maxConcurrent: number | null };
  passedOver: readonly PassedOver[];
  warnings: readonly PlanWarning[];
}

/** A request that is only imagined, to see where it would go. Nothing is sent. */
export const hypotheticalRequestSchema = z.strictObject({
  /** The name that a client would send; null where it names none. */
  model: z.string().min(1).max(400).nullable().default('active'),
  endpoint: z.enum(['chat', 'completions', 'embeddings', 'rerank', 'other']).default('chat'),
  promptTokens: z.int().min(0).max(100_000_000).default(100),
  images: z.int().min(0).max(1000).default(0),
  hasTools: z.boolean().default(false),
  isJsonMode: z.boolean().default(false),
  userAgent: z.string().max(400).nullable().default(null),
  keyLabel: z.string().max(80).nullable().default(null),
  /** Without the local key only this machine serves. */
  hasKey: z.boolean().default(true),
  /** Any text that stands for one conversation; null for a request that belongs to none. */
  conversation: z.string().max(400).nullable().default(null),
  /** Left out, as it is now. */
  isOnBattery: z.boolean().optional(),
  /** Minutes since midnight, local time. Left out, now. */
  localMinutes: z.int().min(0).max(1439).optional(),
});
export type HypotheticalRequest = z.output<typeof hypotheticalRequestSchema>;

export interface ExplainedRule {
  index: number;
  /** "when the prompt is longer than 12,000 tokens use group Cloud" */
  sentence: Message;
  doesHold: boolean;
  /** It is the one that decided; a later one that holds too does not count. */
  isApplied: boolean;
  /** Only a share of the requests: the answer may differ from one to the next. */
  isByChance: boolean;
}

export interface ExplainedCandidate extends ModelRef {
  upstreamName: string;
  location: Location;
  /** Its place among the attempts, from 1; null where it is not in the plan. */
  place: number | null;
  passedOver: PassedOver | null;
  inFlight: number;
  maxConcurrent: number | null;
  contextTokens: number | null;
}

export interface ExplainedPool {
  /** Its place in the route, from 0. */
  index: number;
  name: string | null;
  strategy: Strategy;
  /** False where a rule sends the request past it. */
  isUsed: boolean;
  candidates: ExplainedCandidate[];
}

/** Where a request would go and why: the answer to "try it out" and to `modeltray route explain`. */
export interface RouteExplanation {
  /** The route's alias, or the qualified id of a model that was named directly; null where the name leads nowhere. */
  route: string | null;
  /** How the requested name was understood; what is wrong, where nothing was found. */
  why: Message;
  rules: ExplainedRule[];
  pools: ExplainedPool[];
  /** In the order in which they would be tried. */
  attempts: ModelRef[];
  /** "least-in-flight: ollama (0 of 4); lm-studio left out: loading"; null where the request would be refused. */
  decision: Message | null;
  warnings: Message[];
  refusal: { code: ProxyErrorCode; text: Message } | null;
}
