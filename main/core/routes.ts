/** Where the aliases point, from the settings and the demo's rules. Pure. */
import type { ModelRef } from '../../shared/model.ts';
import { defaultRouteOptions } from '../../shared/route-options.ts';
import { fixedAliases, reservedSlugs, routeSchema } from '../../shared/settings.ts';
import type { ChoiceReason, FixedAlias, Route, Settings } from '../../shared/settings.ts';
import type { RoutingRoute } from '../routing/types.ts';
import { firstCandidate } from '../routing/types.ts';
import { demoEmbeddingId, demoModelId } from '../upstreams/demo/model-ids.ts';

export const demoSlug = 'demo';

export interface AliasTarget {
  route: RoutingRoute;
  chosen: ChoiceReason | 'demo';
}

/** The demo may answer: pinned for the run, or until a real server with a chat model was there once. */
export function isDemoAvailable(settings: Settings, isPinned: boolean): boolean {
  return isPinned || (settings.demo.mode === 'auto' && !settings.demo.retired);
}

/** Null where the alias points at nothing. */
export function aliasTarget(
  settings: Settings,
  alias: FixedAlias,
  isDemoPinned: boolean,
): AliasTarget | null {
  const route = isDemoPinned ? undefined : settings.routes.find((one) => one.alias === alias);
  if (route !== undefined) return { route, chosen: route.chosen };
  if (alias === 'active' && isDemoAvailable(settings, isDemoPinned)) return demoTarget(alias, demoModelId);
  return alias === 'embedding' && isDemoPinned ? demoTarget(alias, demoEmbeddingId) : null;
}

export function firstOf(target: AliasTarget | null): ModelRef | null {
  return target === null ? null : firstCandidate(target.route);
}

/** Every model that the active alias may lead to. */
export function activeRefs(settings: Settings, isDemoPinned: boolean): ModelRef[] {
  const pools = aliasTarget(settings, 'active', isDemoPinned)?.route.pools ?? [];
  return pools.flatMap(({ candidates }) => candidates.map(({ upstream, model }) => ({ upstream, model })));
}

/** Every route of a snapshot: the fixed aliases, which may point at nothing, then those that the user made. */
export function routesOf(settings: Settings, isDemoPinned: boolean): RoutingRoute[] {
  const fixed = fixedAliases.map(
    (alias) => aliasTarget(settings, alias, isDemoPinned)?.route ?? emptyRoute(alias),
  );
  return [...fixed, ...settings.routes.filter(({ alias }) => !isFixedAlias(alias))];
}

/** Names that a new server may not have: each has an address of its own already, or is a part of ours. */
export function takenSlugs({ upstreams, routes }: Settings): ReadonlySet<string> {
  return new Set([
    ...reservedSlugs,
    ...fixedAliases,
    ...upstreams.map(({ slug }) => slug),
    ...routes.map(({ alias }) => alias),
  ]);
}

/**
 * Settings with `alias` pointing at one model, or at nothing. What held for its route as a whole, its locks first of all,
 * holds for the new model too; its groups and the rules that name them are replaced.
 */
export function withAlias(
  settings: Settings,
  alias: string,
  target: ModelRef | null,
  chosen: ChoiceReason,
): Settings {
  if (target === null) return withoutRoute(settings, alias);
  const { upstream, model } = target;
  const before = settings.routes.find((one) => one.alias === alias);
  const kept = before === undefined ? {} : { ...before, rules: [] };
  const pools = [{ candidates: [{ upstream, model }] }];
  return withRoute(settings, routeSchema.parse({ ...kept, alias, pools, chosen }));
}

/**
 * Settings in which `alias` leads where `source` leads, by the same rules. The locks of both hold: what either of them
 * kept near stays near.
 */
export function withRouteOf(settings: Settings, alias: string, source: Route): Settings {
  const before = settings.routes.find((one) => one.alias === alias)?.locks;
  const locks = {
    onlyThisMachine: source.locks.onlyThisMachine || (before?.onlyThisMachine ?? false),
    noCloud: source.locks.noCloud || (before?.noCloud ?? false),
  };
  return withRoute(settings, { ...source, alias, locks, chosen: 'user' });
}

/** Settings with `route` in the place of the one of that alias, or as the last. */
export function withRoute(settings: Settings, route: Route): Settings {
  const isThere = settings.routes.some(({ alias }) => alias === route.alias);
  const routes = isThere
    ? settings.routes.map((one) => (one.alias === route.alias ? route : one))
    : [...settings.routes, route];
  return { ...settings, routes };
}

export function withoutRoute(settings: Settings, alias: string): Settings {
  return { ...settings, routes: settings.routes.filter((one) => one.alias !== alias) };
}

/** True for the aliases that there always are. */
export function isFixedAlias(alias: string): alias is FixedAlias {
  return fixedAliases.some((fixed) => fixed === alias);
}

/** Settings in which no route leads to `slug` any more, and no rule to a group that is gone with it. */
export function withoutUpstream(settings: Settings, slug: string): Settings {
  const routes = settings.routes.map((route) => {
    const pools = route.pools
      .map((pool) => ({ ...pool, candidates: pool.candidates.filter(({ upstream }) => upstream !== slug) }))
      .filter(({ candidates }) => candidates.length > 0);
    const rules = route.rules.filter((rule) => pools.some(({ name }) => name === rule.pool));
    return { ...route, pools, rules };
  });
  return {
    ...settings,
    routes: routes.filter(({ pools }) => pools.length > 0),
    recent: settings.recent.filter(({ upstream }) => upstream !== slug),
    pinned: settings.pinned.filter(({ upstream }) => upstream !== slug),
    upstreams: settings.upstreams.filter((one) => one.slug !== slug),
  };
}

function demoTarget(alias: FixedAlias, model: string): AliasTarget {
  const pools = [{ strategy: 'least-in-flight' as const, candidates: [{ upstream: demoSlug, model }] }];
  return { route: { ...emptyRoute(alias), pools }, chosen: 'demo' };
}

function emptyRoute(alias: FixedAlias): RoutingRoute {
  return {
    alias,
    pools: [],
    rules: [],
    locks: { onlyThisMachine: false, noCloud: false },
    allowLargerContext: false,
    options: defaultRouteOptions,
  };
}
