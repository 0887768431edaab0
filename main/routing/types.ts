import type { Location } from '../../shared/location.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Health } from '../../shared/upstream.ts';

/** One upstream as routing sees it: facts, no behaviour. */
export interface RoutingUpstream {
  slug: string;
  name: string;
  location: Location;
  health: Health;
  models: readonly ModelInfo[];
}

/** Pools in order; the candidates of a pool share load. */
export interface RoutingRoute {
  alias: string;
  pools: readonly (readonly ModelRef[])[];
}

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
