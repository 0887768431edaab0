import { z } from 'zod';
import {
  logFields,
  logsSchema,
  notificationFields,
  cloudProxyFields,
  cloudProxySchema,
  notificationsSchema,
  timeoutFields,
  timeoutsSchema,
} from './preferences.ts';
import { reservedSlugs, routeSchema } from './route-settings.ts';
import { modelRefSchema, slugSchema } from './slug.ts';
import { upstreamLimitsSchema } from './upstream-limits.ts';
import { upstreamKinds } from './upstream.ts';

export {
  aliasSchema,
  choiceReasons,
  fixedAliases,
  reservedSlugs,
  routeInputSchema,
  routeSchema,
} from './route-settings.ts';
export type { ChoiceReason, FixedAlias, Pool, Route, RouteInput, Strategy } from './route-settings.ts';
export { modelRefSchema, slugSchema } from './slug.ts';

/** The integer that migrations count by. Raise it with a migration and a fixture in `main/settings/`. */
export const settingsVersion = 1;

/** An `http:` or `https:` address with no user, query or fragment, normalised to no trailing slash. */
export const baseUrlSchema = z
  .string()
  .trim()
  .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i)
  .transform((url) => url.replace(/\/+$/, ''));

export const portSchema = z.int().min(0).max(65_535);

export const upstreamSettingsSchema = z.strictObject({
  slug: slugSchema.refine((slug) => !reservedSlugs.has(slug)),
  name: z.string().trim().min(1).max(80),
  kind: z.enum(upstreamKinds).exclude(['demo']),
  /** As the user typed it, with or without `/v1`. */
  baseUrl: baseUrlSchema.refine((url) => z.url().safeParse(url).success),
  /** Left out, the defaults hold: read it with `limitsOf`. */
  limits: upstreamLimitsSchema.optional(),
});
export type UpstreamSettings = z.output<typeof upstreamSettingsSchema>;

export const listenModes = ['loopback', 'docker', 'all'] as const;
export type ListenMode = (typeof listenModes)[number];

/** How many choices of the active model are remembered. */
export const maxRecent = 8;

const port = portSchema.min(1);

// Fields stand apart from their defaults: a patch made of the schema with defaults would reset what it omits.
const proxyFields = {
  port,
  listen: z.enum(listenModes),
  /** The address to add with `listen: docker`; null means that of `docker0`. */
  dockerAddress: z.string().nullable(),
  requireKey: z.enum(['cloud', 'always']),
  /** Host names, without port, that may stand in a request's Host header besides the usual ones. */
  allowedHosts: z.array(z.string()),
  /** Exact origins of web pages that may call the proxy. */
  allowedOrigins: z.array(z.string()),
  /** What a chat request for a model that nobody has gets. */
  unknownModel: z.enum(['active', 'not-found']),
};
const lockFields = { onlyThisMachine: z.boolean(), noCloud: z.boolean() };
const demoMode = z.enum(['auto', 'off']);
export const syncOutModes = ['off', 'review', 'write'] as const;
export type SyncOut = (typeof syncOutModes)[number];
const dbgptFields = {
  /** What happens to files of DB-GPT's that a change makes out of date: nothing, a notice, or a new writing. */
  syncOut: z.enum(syncOutModes),
  /** Whether a model that is named in an exported `.env` becomes the active one. */
  syncIn: z.boolean(),
};
const windowFields = {
  language: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  startHidden: z.boolean(),
  firstRunDone: z.boolean(),
};

export const settingsSchema = z.strictObject({
  version: z.literal(settingsVersion),
  proxy: z
    .strictObject({
      port: proxyFields.port.default(9999),
      listen: proxyFields.listen.default('loopback'),
      dockerAddress: proxyFields.dockerAddress.default(null),
      requireKey: proxyFields.requireKey.default('cloud'),
      allowedHosts: proxyFields.allowedHosts.default([]),
      allowedOrigins: proxyFields.allowedOrigins.default([]),
      unknownModel: proxyFields.unknownModel.default('active'),
    })
    .prefault({}),
  panel: z.strictObject({ port: port.default(9998) }).prefault({}),
  upstreams: z.array(upstreamSettingsSchema).default([]),
  /** An alias that is not here points at nothing. */
  routes: z.array(routeSchema).default([]),
  /** The last choices of the active model, newest first, so that the way back is short. */
  recent: z.array(modelRefSchema).max(maxRecent).default([]),
  /** Models that the user keeps at the top of the lists. */
  pinned: z.array(modelRefSchema).max(50).default([]),
  locks: z
    .strictObject({
      onlyThisMachine: lockFields.onlyThisMachine.default(false),
      noCloud: lockFields.noCloud.default(false),
    })
    .prefault({}),
  demo: z
    .strictObject({
      mode: demoMode.default('auto'),
      /** Set once a real server with a chat model was there; the demo never comes back by itself then. */
      retired: z.boolean().default(false),
    })
    .prefault({}),
  dbgpt: z
    .strictObject({
      syncOut: dbgptFields.syncOut.default('off'),
      syncIn: dbgptFields.syncIn.default(false),
    })
    .prefault({}),
  window: z
    .strictObject({
      language: windowFields.language.default('system'),
      theme: windowFields.theme.default('system'),
      startHidden: windowFields.startHidden.default(false),
      firstRunDone: windowFields.firstRunDone.default(false),
    })
    .prefault({}),
  timeouts: timeoutsSchema.prefault({}),
  notifications: notificationsSchema.prefault({}),
  logs: logsSchema.prefault({}),
  cloudProxy: cloudProxySchema.prefault({}),
});

/** What the user wants, as it stands on disk. Holds no key of any kind. */
export type Settings = z.output<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({ version: settingsVersion });

/** The part of the settings that a user changes as a form; servers and routes have calls of their own. */
export const settingsPatchSchema = z.strictObject({
  proxy: z.strictObject(proxyFields).partial().optional(),
  panel: z.strictObject({ port }).partial().optional(),
  locks: z.strictObject(lockFields).partial().optional(),
  demo: z.strictObject({ mode: demoMode }).partial().optional(),
  dbgpt: z.strictObject(dbgptFields).partial().optional(),
  window: z.strictObject(windowFields).partial().optional(),
  timeouts: z.strictObject(timeoutFields).partial().optional(),
  notifications: z.strictObject(notificationFields).partial().optional(),
  logs: z.strictObject(logFields).partial().optional(),
  cloudProxy: z.strictObject(cloudProxyFields).partial().optional(),
});
export type SettingsPatch = z.output<typeof settingsPatchSchema>;
