import type { Location } from '../../shared/location.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { Pool, Route, Settings } from '../../shared/settings.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { Health } from '../../shared/upstream.ts';

/** One upstream as routing sees it: facts, no behaviour. */
export interface RoutingUpstream {
  slug: string;
  name: string;
  location: Location;
  health: Health;
  models: readonly ModelInfo[];
  limits: UpstreamLimits;
}

/** Pools in order; the candidates of a pool share load. Of the settings, or made for a model that was named directly. */
export type RoutingRoute = Readonly<
  Pick<Route, 'alias' | 'rules' | 'locks' | 'allowLargerContext' | 'options'> & { pools: readonly Pool[] }
>;

/** Everything that one request is decided by, taken once when it arrives. */
export interface RoutingSnapshot {
  /** Settings' order; the demo last, while it may answer. */
  upstreams: readonly RoutingUpstream[];
  routes: readonly RoutingRoute[];
  unknownModel: Settings['proxy']['unknownModel'];
  locks: Settings['locks'];
}

/** What a request wants of a model, by its path. `other` is any `/v1/*` that we have no words for. */
export type EndpointKind = 'chat' | 'completions' | 'embeddings' | 'rerank' | 'other';

/** One (upstream, model) that can serve, and where it would be served. */
export interface Candidate extends ModelRef {
  upstreamName: string;
  location: Location;
  health: Health;
}

export function findUpstream(snapshot: RoutingSnapshot, slug: string): RoutingUpstream | undefined {
  return snapshot.upstreams.find((upstream) => upstream.slug === slug);
}

export function findRoute(snapshot: RoutingSnapshot, alias: string): RoutingRoute | undefined {
  return snapshot.routes.find((route) => route.alias === alias);
}

/** Where a route leads first: what "the model behind an alias" means. */
export function firstCandidate({ pools }: Pick<RoutingRoute, 'pools'>): ModelRef | null {
  const first = pools[0]?.candidates[0];
  return first === undefined ? null : { upstream: first.upstream, model: first.model };
}
