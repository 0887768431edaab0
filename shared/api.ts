/**
 * Everything that a shell may ask of the core: `calls` (request → result), `jobs` (input → events, then a result;
 * cancellable) and `feeds`. The core implements them, and each carrier (IPC, panel) carries all three.
 *
 * The calls stand by subject in the files `api-….ts`.
 */
import { z } from 'zod';
import type { RequestsEvent } from './activity.ts';
import { activityCalls } from './api-activity.ts';
import { checkCalls, checkInput } from './api-checks.ts';
import { exportCalls } from './api-exports.ts';
import { keyCalls } from './api-keys.ts';
import { routeCalls } from './api-routes.ts';
import { serverCalls } from './api-servers.ts';
import { settingsCalls } from './api-settings.ts';
import { call, job, nothing } from './api-spec.ts';
import type { AppState } from './app-state.ts';
import type { CheckResult, ConformanceReport } from './conformance.ts';
import type { DiscoverEvent, DiscoverReport } from './discovery.ts';
import type { Location } from './location.ts';

export type { SaveReport } from './api-exports.ts';
export type { FoundModel, FoundModels, ProbeReport, ServerDetails } from './api-servers.ts';
export type { CallSpec, JobSpec } from './api-spec.ts';

export const calls = {
  ...settingsCalls,
  ...serverCalls,
  ...routeCalls,
  ...checkCalls,
  ...keyCalls,
  ...exportCalls,
  ...activityCalls,

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
