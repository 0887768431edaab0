/** The calls about routes, and the names that they answer to. */
import { z } from 'zod';
import { call } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import type { ModelRef } from './model.ts';
import { hypotheticalRequestSchema } from './routing.ts';
import type { RouteExplanation } from './routing.ts';
import { aliasSchema, modelRefSchema, routeInputSchema } from './settings.ts';

export const routeCalls = {
  /** Points an alias at one model, which replaces its groups and rules; `null` clears it. */
  setAlias: call<AppState>()(z.strictObject({ alias: aliasSchema, target: modelRefSchema.nullable() })),
  /**
   * The same by name, as typed on a command line: a qualified id, a model id, a slug, or an alias, whose groups and
   * rules are taken over. Gives where the alias leads first now.
   */
  useModel: call<ModelRef>()(z.strictObject({ model: z.string().min(1), alias: aliasSchema.optional() })),
  /** Keeps a model at the top of the lists, or no longer. */
  pinModel: call<AppState>()(z.strictObject({ ref: modelRefSchema, pinned: z.boolean() })),
  /** Makes a route, or replaces the one of that alias as a whole. */
  saveRoute: call<AppState>()(routeInputSchema),
  /** Takes an alias away. `active` stays: it can only lead elsewhere. */
  removeRoute: call<AppState>()(z.strictObject({ alias: aliasSchema })),
  /** Where a request would go, and why. None is sent. */
  explainRoute: call<RouteExplanation>()(hypotheticalRequestSchema),
} as const;
