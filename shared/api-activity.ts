/** The calls about what went through the proxy. */
import { z } from 'zod';
import type { RequestDetail } from './activity.ts';
import { call, nothing } from './api-spec.ts';
import type { AppState, RequestRow } from './app-state.ts';
import type { TrafficReport } from './traffic.ts';

export const activityCalls = {
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
} as const;
