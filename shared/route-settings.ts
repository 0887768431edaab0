/** A route as it stands in the settings: alias → groups of candidates in order, how each shares load, and rules. */
import { z } from 'zod';
import { defaultRouteOptions, maxTemperature, thinkModes, usageModes } from './route-options.ts';
import { poolNameSchema, ruleSchema } from './route-rules.ts';
import { modelRefSchema, slugSchema } from './slug.ts';

/** Names that no upstream may have: they are aliases, or parts of our own paths. */
export const reservedSlugs: ReadonlySet<string> = new Set(['active', 'embedding', 'demo', 'modeltray', 'v1']);

export const fixedAliases = ['active', 'embedding'] as const;
export type FixedAlias = (typeof fixedAliases)[number];

/** How a group shares load. */
export const strategies = [
  /** Where least is being answered, relative to what the server takes at once. */
  'least-in-flight',
  'round-robin',
  /** By the weights of its servers. */
  'weighted',
  /** Where the first token came soonest of late. */
  'fastest',
  /** A conversation returns to the server that has read it already. */
  'prefix-affinity',
] as const;
export type Strategy = (typeof strategies)[number];

/** Why an alias points where it does. All but `user` are our own first choice. */
export const choiceReasons = ['user', 'already-loaded', 'most-recent', 'first-listed'] as const;
export type ChoiceReason = (typeof choiceReasons)[number];

export const poolSchema = z.strictObject({
  /** How rules and people call it; unique within its route. */
  name: poolNameSchema.optional(),
  strategy: z.enum(strategies).default('least-in-flight'),
  candidates: z
    .array(
      modelRefSchema.extend({
        /** Never the demo, which answers for nobody who did not ask for it. */
        upstream: slugSchema.refine((slug) => !reservedSlugs.has(slug)),
        /** For `weighted` and `prefix-affinity`; left out, its server's. */
        weight: z.int().min(1).max(1000).optional(),
      }),
    )
    .min(1)
    .max(100),
});
export type Pool = z.output<typeof poolSchema>;

const isFree = (alias: string): boolean =>
  !reservedSlugs.has(alias) || fixedAliases.some((fixed) => fixed === alias);

/** Never a server's slug: both have an address `/r/<name>/v1` of their own. */
export const aliasSchema = slugSchema.refine(isFree);

/** Whoever adds a field gives it a default. */
const routeOptionsSchema = z.strictObject({
  usage: z.enum(usageModes).default(defaultRouteOptions.usage),
  think: z.enum(thinkModes).default(defaultRouteOptions.think),
  temperature: z.number().min(0).max(maxTemperature).nullable().default(defaultRouteOptions.temperature),
});

export const routeSchema = z.strictObject({
  alias: aliasSchema,
  /** Tried in order; the candidates of one pool share load. */
  pools: z.array(poolSchema).max(20),
  chosen: z.enum(choiceReasons),
  rules: z.array(ruleSchema).max(50).default([]),
  /** On top of the locks that hold for everything. */
  locks: z
    .strictObject({ onlyThisMachine: z.boolean().default(false), noCloud: z.boolean().default(false) })
    .prefault({}),
  /** A prompt too long for a candidate's loaded context may go to one with a larger, in a later pool as well. */
  allowLargerContext: z.boolean().default(true),
  /** What is changed in requests and answers of this route. */
  options: routeOptionsSchema.prefault({}),
});
export type Route = z.output<typeof routeSchema>;

/** A whole route as a shell hands it in: it leads somewhere, and it is the user's choice. */
export const routeInputSchema = routeSchema
  .omit({ chosen: true })
  .extend({ pools: routeSchema.shape.pools.min(1) });
export type RouteInput = z.output<typeof routeInputSchema>;
