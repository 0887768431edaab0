/** The calls about model servers. */
import { z } from 'zod';
import { call, nothing, secret } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import type { Message } from './i18n/index.ts';
import type { DescribedModel, ModelInfo, ModelRef } from './model.ts';
import { modelTypes } from './model.ts';
import { baseUrlSchema, slugSchema } from './settings.ts';
import { upstreamLimitsSchema } from './upstream-limits.ts';
import type { Health, UpstreamKind, UpstreamState } from './upstream.ts';
import { upstreamKinds } from './upstream.ts';

const kind = z.enum(upstreamKinds).exclude(['demo']);

/** What a look at one address found. */
export interface ProbeReport {
  kind: UpstreamKind;
  health: Health;
  detail: Message | null;
  models: DescribedModel[];
  latencyMs: number | null;
  version: string | null;
  /** The software's own name where `kind` is a group. */
  product: string | null;
  /** Where its API is: the address that was asked, or another path of it, below which requests are forwarded. */
  baseUrl: string;
}

/** What a server's page shows beyond AppState. */
export interface ServerDetails {
  /** All of them, with the source of each fact. */
  models: DescribedModel[];
}

/** A model that was found by words, with what is known of it. */
export interface FoundModel extends ModelRef {
  info: ModelInfo;
}

export interface FoundModels {
  /** In the order of the servers and of their lists. */
  models: FoundModel[];
  /** How many fit, where the list was cut. */
  count: number;
}

export const serverCalls = {
  /** Looks at an address without adding it; `slug` names the listed server that is being edited, whose own it may be. */
  probeAddress: call<ProbeReport>()(
    z.strictObject({ baseUrl: baseUrlSchema, key: secret.optional(), slug: slugSchema.optional() }),
  ),
  addUpstream: call<UpstreamState>()(
    z.strictObject({
      baseUrl: baseUrlSchema,
      name: z.string().trim().min(1).max(80).optional(),
      kind: kind.optional(),
      key: secret.optional(),
    }),
  ),
  /** A field left out stays; `key: null` forgets the key. */
  updateUpstream: call<UpstreamState>()(
    z.strictObject({
      slug: slugSchema,
      name: z.string().trim().min(1).max(80).optional(),
      kind: kind.optional(),
      baseUrl: baseUrlSchema.optional(),
      key: secret.nullable().optional(),
    }),
  ),
  removeUpstream: call<AppState>()(z.strictObject({ slug: slugSchema })),
  /** Sends the stored key to the address as it now is. */
  confirmUpstream: call<UpstreamState>()(z.strictObject({ slug: slugSchema })),
  testUpstream: call<UpstreamState>()(z.strictObject({ slug: slugSchema })),
  describeServer: call<ServerDetails>()(z.strictObject({ slug: slugSchema })),
  /**
   * Models by words of their ids and of their servers' names, from the lists that are known: no server is asked. For
   * the lists that AppState carries cut. Without words they all fit; `servers`, by slug, keeps to these.
   */
  findModels: call<FoundModels>()(
    z.strictObject({
      words: z.string().max(200),
      types: z.array(z.enum(modelTypes)).min(1),
      servers: z.array(slugSchema).optional(),
      limit: z.int().min(1).max(200).default(60),
    }),
  ),
  /** Looks at every server that was not looked at just now: somebody opened a window. */
  lookAtServers: call<AppState>()(nothing),

  /** How much a server is given at once, all of it: a limit that is left out has its default. */
  setUpstreamLimits: call<AppState>()(z.strictObject({ slug: slugSchema, limits: upstreamLimitsSchema })),
} as const;
