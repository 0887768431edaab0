/** Where the aliases point, from the settings and the demo's rules. Pure. */
import type { ModelRef } from '../../shared/model.ts';
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

/** Every route of a snapshot: the fixed aliases, which may point at nothing, then those that the user made. */
export function routesOf(settings: Settings, isDemoPinned: boolean): RoutingRoute[] {
  const isFixed = ({ alias }: Route): boolean => fixedAliases.some((fixed) => fixed === alias);
  const fixed = fixedAliases.map(
    (alias) => aliasTarget(settings, alias, isDemoPinned)?.route ?? emptyRoute(alias),
  );
  return [...fixed, ...settings.routes.filter((route) => !isFixed(route))];
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
  alias: FixedAlias,
  target: ModelRef | null,
  chosen: ChoiceReason,
): Settings {
  const others = settings.routes.filter((one) => one.alias !== alias);
  if (target === null) return { ...settings, routes: others };
  const { upstream, model } = target;
  const before = settings.routes.find((one) => one.alias === alias);
  const kept = before === undefined ? {} : { ...before, rules: [] };
  const pools = [{ candidates: [{ upstream, model }] }];
  const route = routeSchema.parse({ ...kept, alias, pools, chosen });
  return { ...settings, routes: [...others, route] };
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
  };
}
