import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import { fartherLocation, isWithin } from '../../shared/location.ts';
import type { ModelInfo } from '../../shared/model.ts';
import { latestTwin, qualifiedId } from '../../shared/model.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import { unknownModelText } from './nearest-names.ts';
import type { EndpointKind, RoutingRoute, RoutingSnapshot, RoutingUpstream } from './types.ts';
import { findRoute, findUpstream, firstCandidate } from './types.ts';

export interface ModelRequest {
  /** The string that the client sent, or null where it named none. */
  requested: string | null;
  endpoint: EndpointKind;
  /** The `<name>` of `/r/<name>/v1/…`. */
  scope: string | null;
}

export type Resolution =
  | { ok: true; route: RoutingRoute; why: Message }
  | { ok: false; code: 'model_not_found' | 'endpoint_not_available' | 'no_upstream'; text: Message };

/**
 * Which pools serve a requested model: alias, qualified id, the active upstream's own id, a plain id on this machine or
 * network, the same with or without `:latest`; what is left goes to `active` for chat and completions, or is not found.
 */
export function resolveModel(snapshot: RoutingSnapshot, request: ModelRequest): Resolution {
  if (request.scope !== null) return resolveInScope(snapshot, request.scope, request);
  const { requested, endpoint } = request;
  if (requested === null) return resolveUnnamed(snapshot, endpoint);
  const route = findRoute(snapshot, requested);
  if (route !== undefined) return resolveAlias(route);
  return (
    resolveQualified(snapshot, requested) ??
    resolveOnActive(snapshot, requested) ??
    resolvePlain(snapshot, requested) ??
    resolveLatest(snapshot, requested) ??
    resolveUnknown(snapshot, requested, endpoint)
  );
}

function resolveAlias(route: RoutingRoute): Resolution {
  if (route.pools.length > 0) return aliasFound(route);
  if (route.alias === 'embedding') {
    return notFound(message('error.model_not_found.embedding', { model: route.alias }));
  }
  return { ok: false, code: 'no_upstream', text: message('error.no_upstream') };
}

/**
 * A route is never changed, only replaced, and most requests name an alias: its resolution is one object as long as the
 * route is, so that its words are put together once and all kept requests share them.
 */
function aliasFound(route: RoutingRoute): Resolution {
  let resolution = aliases.get(route);
  if (resolution === undefined) {
    resolution = found(route, message('decision.alias', { alias: route.alias }));
    aliases.set(route, resolution);
  }
  return resolution;
}

const aliases = new WeakMap<RoutingRoute, Resolution>();

function resolveQualified(snapshot: RoutingSnapshot, requested: string): Resolution | null {
  const slash = requested.indexOf('/');
  if (slash < 1) return null;
  const upstream = findUpstream(snapshot, requested.slice(0, slash));
  if (upstream === undefined) return null;
  const listed = listedId(upstream.models, requested.slice(slash + 1));
  return listed === undefined ? null : found(only(upstream, listed), message('decision.qualified'));
}

/** A farther model than the active one is not reached this way: cloud takes an alias, a qualified id or being active. */
function resolveOnActive(snapshot: RoutingSnapshot, requested: string): Resolution | null {
  const active = activeModel(snapshot);
  const upstream = active === null ? undefined : findUpstream(snapshot, active.upstream);
  if (upstream === undefined) return null;
  const info = upstream.models.find(({ id }) => id === requested);
  const activeInfo = upstream.models.find(({ id }) => id === active?.model);
  if (info === undefined) return null;
  const limit = fartherLocation(activeInfo?.location ?? upstream.location, 'private-network');
  if (!isWithin(fartherLocation(info.location, upstream.location), limit)) return null;
  return found(only(upstream, requested), message('decision.active-own'));
}

function resolvePlain(snapshot: RoutingSnapshot, requested: string): Resolution | null {
  const upstream = snapshot.upstreams.find((one) => nearModels(one).some(({ id }) => id === requested));
  return upstream === undefined ? null : found(only(upstream, requested), message('decision.plain'));
}

function resolveLatest(snapshot: RoutingSnapshot, requested: string): Resolution | null {
  for (const upstream of snapshot.upstreams) {
    const listed = listedId(nearModels(upstream), requested);
    if (listed !== undefined) return found(only(upstream, listed), message('decision.latest'));
  }
  return null;
}

function resolveUnnamed(snapshot: RoutingSnapshot, endpoint: EndpointKind): Resolution {
  const active = findRoute(snapshot, 'active');
  if (!isChat(endpoint) || active === undefined) return notFound(message('error.model_not_found.missing'));
  return resolveAlias(active);
}

function resolveUnknown(snapshot: RoutingSnapshot, requested: string, endpoint: EndpointKind): Resolution {
  const active = findRoute(snapshot, 'active');
  if (isChat(endpoint) && snapshot.unknownModel === 'active' && active !== undefined) {
    const resolved = resolveAlias(active);
    return resolved.ok ? { ...resolved, why: message('decision.unknown-to-active') } : resolved;
  }
  return notFound(unknownModelText(inShort(requested), knownNames(snapshot)));
}

/** At `/r/<name>/` the requested model chooses among what `<name>` has, and never leads elsewhere. */
function resolveInScope(snapshot: RoutingSnapshot, scope: string, request: ModelRequest): Resolution {
  const why = message('decision.scoped', { name: scope });
  const route = findRoute(snapshot, scope);
  if (route !== undefined) {
    const resolved = resolveAlias(route);
    return resolved.ok ? { ...resolved, why } : resolved;
  }
  const upstream = findUpstream(snapshot, scope);
  if (upstream === undefined) {
    const text = message('error.endpoint_not_available.scope', { name: scope });
    return { ok: false, code: 'endpoint_not_available', text };
  }
  const model = modelInScope(snapshot, upstream, request);
  if (model !== null) return found(only(upstream, model), why);
  return notFound(
    message('error.model_not_found.scoped', {
      scope: upstream.name,
      model: inShort(request.requested ?? ''),
    }),
  );
}

function modelInScope(
  snapshot: RoutingSnapshot,
  upstream: RoutingUpstream,
  { requested, endpoint }: ModelRequest,
): string | null {
  const own = requested?.startsWith(`${upstream.slug}/`)
    ? requested.slice(upstream.slug.length + 1)
    : requested;
  const listed = own === null ? undefined : listedId(upstream.models, own);
  if (listed !== undefined) return listed;
  if (!isChat(endpoint) || (requested !== null && snapshot.unknownModel === 'not-found')) return null;
  const active = activeModel(snapshot);
  if (active?.upstream === upstream.slug) return active.model;
  return upstream.models.find(({ type }) => type === 'chat')?.id ?? null;
}

/** A whole prompt can stand where a name belongs; comparing and quoting it would take long and help nobody. */
function inShort(name: string): string {
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}

function isChat(endpoint: EndpointKind): boolean {
  return endpoint === 'chat' || endpoint === 'completions';
}

/** The id as listed, with or without `:latest`. */
function listedId(models: readonly ModelInfo[], id: string): string | undefined {
  const other = latestTwin(id);
  return models.find((model) => model.id === id)?.id ?? models.find((model) => model.id === other)?.id;
}

/** The models that a plain id may reach: nothing beyond the own network. */
function nearModels(upstream: RoutingUpstream): readonly ModelInfo[] {
  return upstream.models.filter(({ location }) =>
    isWithin(fartherLocation(location, upstream.location), 'private-network'),
  );
}

function knownNames(snapshot: RoutingSnapshot): string[] {
  const aliases = snapshot.routes.filter(({ pools }) => pools.length > 0).map(({ alias }) => alias);
  return [...aliases, ...snapshot.upstreams.flatMap(({ models }) => models.map(({ id }) => id))];
}

/** Where `active` leads first. */
function activeModel(snapshot: RoutingSnapshot): ReturnType<typeof firstCandidate> {
  const route = findRoute(snapshot, 'active');
  return route === undefined ? null : firstCandidate(route);
}

/** A route of one model. Its alias is the qualified id, which no other route can have. */
function only({ slug: upstream }: RoutingUpstream, model: string): RoutingRoute {
  return {
    alias: qualifiedId({ upstream, model }),
    pools: [{ strategy: 'least-in-flight', candidates: [{ upstream, model }] }],
    rules: [],
    locks: { onlyThisMachine: false, noCloud: false },
    allowLargerContext: false,
    options: defaultRouteOptions,
  };
}

function found(route: RoutingRoute, why: Message): Resolution {
  return { ok: true, route, why };
}

function notFound(text: Message): Resolution {
  return { ok: false, code: 'model_not_found', text };
}
