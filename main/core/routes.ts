/** Where the fixed aliases point, from the settings and the demo's rules. Pure. */
import type { ModelRef } from '../../shared/model.ts';
import type { ChoiceReason, FixedAlias, Route, Settings } from '../../shared/settings.ts';
import { demoEmbeddingId, demoModelId } from '../upstreams/demo/model-ids.ts';

export const demoSlug = 'demo';

export interface AliasTarget {
  pools: readonly (readonly ModelRef[])[];
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
  if (route !== undefined)
    return { pools: route.pools.map(({ candidates }) => candidates), chosen: route.chosen };
  if (alias === 'active' && isDemoAvailable(settings, isDemoPinned)) return demoTarget(demoModelId);
  return alias === 'embedding' && isDemoPinned ? demoTarget(demoEmbeddingId) : null;
}

export function firstOf(target: AliasTarget | null): ModelRef | null {
  return target?.pools[0]?.[0] ?? null;
}

/** Settings with `alias` pointing at one model, or at nothing. */
export function withAlias(
  settings: Settings,
  alias: FixedAlias,
  target: ModelRef | null,
  chosen: ChoiceReason,
): Settings {
  const others = settings.routes.filter((one) => one.alias !== alias);
  if (target === null) return { ...settings, routes: others };
  const route: Route = { alias, pools: [{ candidates: [{ ...target }] }], chosen };
  return { ...settings, routes: [...others, route] };
}

/** Settings in which no route leads to `slug` any more. */
export function withoutUpstream(settings: Settings, slug: string): Settings {
  const routes = settings.routes.flatMap((route) => {
    const pools = route.pools
      .map(({ candidates }) => ({ candidates: candidates.filter(({ upstream }) => upstream !== slug) }))
      .filter(({ candidates }) => candidates.length > 0);
    return pools.length === 0 ? [] : [{ ...route, pools }];
  });
  return { ...settings, routes, upstreams: settings.upstreams.filter((one) => one.slug !== slug) };
}

function demoTarget(model: string): AliasTarget {
  return { pools: [[{ upstream: demoSlug, model }]], chosen: 'demo' };
}
