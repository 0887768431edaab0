/**
 * Everything that a shell may ask of the core: `calls` (request → result), `jobs` (input → events, then a result;
 * cancellable) and `feeds`. The core implements them, and each carrier (IPC, panel) carries all three.
 */
import { z } from 'zod';
import type { RequestDetail, RequestsEvent } from './activity.ts';
import type { AppState, RequestRow } from './app-state.ts';
import { checkDepths } from './conformance.ts';
import type { CheckPlan, CheckResult, ConformanceReport } from './conformance.ts';
import type { DiscoverEvent, DiscoverReport } from './discovery.ts';
import { dbgptApiChoice, dbgptApiPlace, dbgptApiRemoval } from './dbgpt-api.ts';
import type { DbgptApiLook, DbgptApiPlan, DbgptApiRemoved, DbgptApiReport } from './dbgpt-api.ts';
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
import { keyIdSchema, keyLabelSchema, maxGraceMs } from './local-keys.ts';
import type { DescribedModel, ModelRef } from './model.ts';
import type { Message } from './i18n/index.ts';
import type { Location } from './location.ts';
import { hypotheticalRequestSchema } from './routing.ts';
import type { RouteExplanation } from './routing.ts';
import type { ImportPreview, ReplaceReport } from './settings-change.ts';
import {
  aliasSchema,
  baseUrlSchema,
  modelRefSchema,
  portSchema,
  routeInputSchema,
  settingsPatchSchema,
  slugSchema,
} from './settings.ts';
import type { TrafficReport } from './traffic.ts';
import { upstreamLimitsSchema } from './upstream-limits.ts';
import type { Health, UpstreamKind, UpstreamState } from './upstream.ts';
import { upstreamKinds } from './upstream.ts';

/** An entry's zod input; its result is a type only. */
export interface CallSpec<Input extends z.ZodType, Result> {
  readonly input: Input;
  readonly result?: Result;
}
export interface JobSpec<Input extends z.ZodType, Event, Result> extends CallSpec<Input, Result> {
  readonly event?: Event;
}

const call =
  <Result>() =>
  <Input extends z.ZodType>(input: Input): CallSpec<Input, Result> => ({ input });
const job =
  <Event, Result>() =>
  <Input extends z.ZodType>(input: Input): JobSpec<Input, Event, Result> => ({ input });

const nothing = z.strictObject({});
const key = z.string().min(1).max(4096);
const settingsText = z.strictObject({ text: z.string().max(2_000_000) });
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

const checkInput = {
  /** A listed server's slug, or the address of one that need not be listed. */
  server: z.string().min(1),
  /** As the server lists it; left out, the server's loaded chat model or its first one. */
  model: z.string().min(1).optional(),
  depth: z.enum(checkDepths).default('quick'),
  /** For a server that is not listed. */
  key: key.optional(),
};

export interface SaveReport {
  /** The full path that was written. */
  path: string;
  /** A file of the wanted name was there, so ours went beside it. */
  wasBeside: boolean;
}

export const calls = {
  getState: call<AppState>()(nothing),
  updateSettings: call<AppState>()(settingsPatchSchema),
  applySettingsEdit: call<AppState>()(z.strictObject({ apply: z.boolean() })),
  setStartAtLogin: call<AppState>()(z.strictObject({ on: z.boolean() })),
  finishFirstRun: call<AppState>()(z.strictObject({ done: z.boolean() })),

  /** All settings as one JSON document, without any key. */
  exportSettings: call<{ fileName: string; text: string }>()(nothing),
  /** What such a document would change. Changes nothing; a document that does not fit is refused by its field. */
  previewImport: call<ImportPreview>()(settingsText),
  importSettings: call<ReplaceReport>()(settingsText),
  /** Everything as after the first start. `keys` forgets the servers' keys and makes a new one for programs. */
  resetSettings: call<ReplaceReport>()(z.strictObject({ keys: z.boolean() })),
  /** The settings from before an import or a reset; the ones now are kept in the same way. */
  restoreSettings: call<ReplaceReport>()(z.strictObject({ backup: z.string().min(1).max(80) })),

  startProxy: call<AppState>()(nothing),
  stopProxy: call<AppState>()(nothing),

  /** Looks at an address without adding it. */
  probeAddress: call<ProbeReport>()(z.strictObject({ baseUrl: baseUrlSchema, key: key.optional() })),
  addUpstream: call<UpstreamState>()(
    z.strictObject({
      baseUrl: baseUrlSchema,
      name: z.string().trim().min(1).max(80).optional(),
      kind: kind.optional(),
      key: key.optional(),
    }),
  ),
  /** A field left out stays; `key: null` forgets the key. */
  updateUpstream: call<UpstreamState>()(
    z.strictObject({
      slug: slugSchema,
      name: z.string().trim().min(1).max(80).optional(),
      kind: kind.optional(),
      baseUrl: baseUrlSchema.optional(),
      key: key.nullable().optional(),
    }),
  ),
  removeUpstream: call<AppState>()(z.strictObject({ slug: slugSchema })),
  /** Sends the stored key to the address as it now is. */
  confirmUpstream: call<UpstreamState>()(z.strictObject({ slug: slugSchema })),
  testUpstream: call<UpstreamState>()(z.strictObject({ slug: slugSchema })),
  describeServer: call<ServerDetails>()(z.strictObject({ slug: slugSchema })),
  /** Looks at every server that was not looked at just now: somebody opened a window. */
  lookAtServers: call<AppState>()(nothing),

  /** How much a server is given at once, all of it: a limit that is left out has its default. */
  setUpstreamLimits: call<AppState>()(z.strictObject({ slug: slugSchema, limits: upstreamLimitsSchema })),

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

  /** What a check would do. Looks at the server quietly, sends no generation. */
  planCheck: call<CheckPlan>()(z.strictObject(checkInput)),
  /** The newest report of one model at one server (slug or address); null where it was never checked. */
  getCheckReport: call<ConformanceReport | null>()(
    z.strictObject({ server: z.string().min(1), model: z.string().min(1) }),
  ),
  /** The same as a file to keep. */
  exportCheckReport: call<{ fileName: string; text: string }>()(
    z.strictObject({
      server: z.string().min(1),
      model: z.string().min(1),
      format: z.enum(['markdown', 'json']),
    }),
  ),

  revealLocalKey: call<{ key: string }>()(nothing),
  setLocalKey: call<AppState>()(z.strictObject({ key: z.string().trim().min(1).max(256) })),
  /** A further key, one per client. Its value crosses here, to be shown and copied. */
  createKey: call<{ id: string; key: string }>()(z.strictObject({ label: keyLabelSchema })),
  revealKey: call<{ key: string }>()(z.strictObject({ id: keyIdSchema })),
  renameKey: call<AppState>()(z.strictObject({ id: keyIdSchema, label: keyLabelSchema })),
  /** A new value for a key; programs that still send the old one are answered for `graceMs`. */
  rotateKey: call<{ key: string }>()(
    z.strictObject({ id: keyIdSchema, graceMs: z.int().min(0).max(maxGraceMs).default(0) }),
  ),
  /** Takes a key away at once. That of the exports stays. */
  revokeKey: call<AppState>()(z.strictObject({ id: keyIdSchema })),
  /** The `curl` that asks the active model. `withKey` puts the local key in. */
  copyCurl: call<{ text: string }>()(z.strictObject({ withKey: z.boolean() })),

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

  /** Finished requests, the newest first; `next` is the `before` of the page behind. */
  listRequests: call<{ rows: RequestRow[]; next: string | null }>()(
    z.strictObject({ before: z.string().optional(), limit: z.int().min(1).max(1000).default(50) }),
  ),
  /** Everything that is kept of one request; null where it is not kept any more. */
  describeRequest: call<RequestDetail | null>()(z.strictObject({ id: z.string().min(1).max(100) })),
  /** Forgets every finished request with all that is kept of it. Counters stay. */
  clearRequests: call<AppState>()(nothing),
  /** Keeps the bodies of the newest requests in memory from now on, or forgets them and keeps none. */
  setKeepBodies: call<AppState>()(z.strictObject({ on: z.boolean() })),
  /** The command that sends one request again, with the local key in it; null where it is not kept any more. */
  copyRequestCurl: call<{ text: string; hasBody: boolean } | null>()(
    z.strictObject({ id: z.string().min(1).max(100), shell: z.enum(['posix', 'powershell']) }),
  ),
  /** Numbers of the last quarter of an hour, in memory only. */
  getTraffic: call<TrafficReport>()(nothing),
  dismissNotice: call<AppState>()(z.strictObject({ id: z.string() })),

  pickFolder: call<{ folder: string | null }>()(nothing),
  openPath: call<null>()(z.strictObject({ path: z.string().min(1) })),
} as const;

export type CheckEvent =
  | { type: 'running'; id: CheckResult['id']; done: number; of: number }
  | { type: 'result'; result: CheckResult };

export type AskEvent = { type: 'text'; text: string };

export interface AskReport {
  upstream: string;
  model: string;
  location: Location | null;
  isDemo: boolean;
  /** Milliseconds from sending to the first content, and to the end. */
  firstTokenMs: number;
  totalMs: number;
  tokensOut: number;
  tokensEstimated: boolean;
}

export const jobs = {
  /**
   * Looks for model servers on this machine. `all` looks at every listener instead of those whose port or process
   * suggests one. Where no server was ever listed, or the demo answers, what is found is added and an active model
   * chosen.
   */
  discover: job<DiscoverEvent, DiscoverReport>()(z.strictObject({ all: z.boolean().default(false) })),
  /** Checks whether a server really speaks the API. Never run by itself. */
  check: job<CheckEvent, ConformanceReport>()(z.strictObject(checkInput)),
  /** Sends one question through the real proxy. */
  ask: job<AskEvent, AskReport>()(
    z.strictObject({ prompt: z.string().min(1).max(8000), model: z.string().min(1).default('active') }),
  ),
} as const;

/** A feed gives what is, then every change. */
export interface FeedEvents {
  state: AppState;
  requests: RequestsEvent;
}
export const feedNames = ['state', 'requests'] as const satisfies readonly (keyof FeedEvents)[];
export type FeedName = (typeof feedNames)[number];

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallParsed<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
export type CallResult<Name extends CallName> =
  NonNullable<(typeof calls)[Name]['result']> | NullResult<Name>;
type NullResult<Name extends CallName> = null extends (typeof calls)[Name]['result'] ? null : never;

export type JobName = keyof typeof jobs;
export type JobInput<Name extends JobName> = z.input<(typeof jobs)[Name]['input']>;
export type JobParsed<Name extends JobName> = z.output<(typeof jobs)[Name]['input']>;
export type JobEvent<Name extends JobName> = NonNullable<(typeof jobs)[Name]['event']>;
export type JobResult<Name extends JobName> = NonNullable<(typeof jobs)[Name]['result']>;

export interface JobContext<Event> {
  /** Aborted when whoever asked is gone or has cancelled. */
  signal: AbortSignalLike;
  emit(event: Event): void;
}

/** The part of AbortSignal that both sides have; `shared/` knows neither DOM nor Node. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What the core implements. Inputs are parsed by the carrier. Rejects with ModelTrayError. */
export interface Api {
  calls: { [Name in CallName]: (input: CallParsed<Name>) => Promise<CallResult<Name>> };
  jobs: {
    [Name in JobName]: (
      input: JobParsed<Name>,
      context: JobContext<JobEvent<Name>>,
    ) => Promise<JobResult<Name>>;
  };
  feeds: {
    [Name in FeedName]: (listener: (event: FeedEvents[Name]) => void) => () => void;
  };
}

/** How a failed call or job crosses a carrier. */
export interface ApiFailure {
  error: { code: string; message: string };
}
