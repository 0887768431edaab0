import type { Locale } from '../../shared/i18n/index.ts';
import type { ActiveModelRow, ModelRow } from '../../shared/openai.ts';
import type { Clock, Log } from '../../shared/ports.ts';
import type { Timeouts } from '../../shared/preferences.ts';
import type { PlanWarning } from '../../shared/routing.ts';
import type { Settings } from '../../shared/settings.ts';
import type { ModelRef } from '../../shared/model.ts';
import type { Net } from '../net/net.ts';
import type { ServerFacts } from '../repairs/plan-repairs.ts';
import type { LiveFacts } from '../routing/live.ts';
import type { RoutingMemory } from '../routing/memory.ts';
import type { Candidate, RoutingSnapshot } from '../routing/types.ts';
import type { RequestLog } from '../state/request-record.ts';
import type { Registry } from '../upstreams/registry.ts';
import type { ClientKey } from './guard.ts';
import type { MetricsReport } from './metrics-text.ts';
import type { Places } from './places.ts';
import type { BodyLimits } from './read-request.ts';
import type { RepairNotes } from './repair-notes.ts';

/** One upstream as a request is sent to it. */
export interface UpstreamTarget {
  origin: string;
  apiPath: string;
  /** Names and values alternating; empty where there is no key to send. */
  authHeaders: readonly string[];
  /** There is a key that cannot be read here, so an attempt would only be refused. */
  isKeyLocked: boolean;
}

/** What the proxy needs of the core. Every member is asked anew for each request, so that a change is live at once. */
export interface ProxyContext {
  settings(): Settings['proxy'];
  timeouts(): Timeouts;
  locale(): Locale;
  /** Every key that is taken now; the same list as before where nothing changed. */
  localKeys(): readonly ClientKey[];
  onKeyUsed(id: string): void;
  snapshot(): RoutingSnapshot;
  /** What routing goes by that changes from request to request. */
  live(): LiveFacts;
  target(slug: string): UpstreamTarget | null;
  /** What repairs need to know of a model's server. */
  serverFacts(ref: ModelRef): ServerFacts;
  repairs: Pick<RepairNotes, 'count' | 'learn'>;
  /** For `GET /v1/models`; `scope` keeps to one alias or upstream, null where there is none of that name. */
  listModels(scope: string | null): ModelRow[] | null;
  activeModel(): ActiveModelRow | null;
  /** For `GET /metrics`. */
  metrics(): MetricsReport;
  /** Where each request is told of, for the lists. */
  requests: RequestLog;
  /** Told of every attempt, so that circuits, cooldowns and turns are right. */
  routing: Pick<RoutingMemory, 'begin' | 'report'>;
  registry: Pick<Registry, 'begin' | 'report' | 'isEveryServerDown'>;
  places: Places;
  /** A prompt is about to be sent that will probably not fit. */
  onContextWarning(candidate: Candidate, warning: PlanWarning): void;
  net: Net;
  clock: Clock;
  log: Log;
  limits: BodyLimits;
  createId(): string;
}
