import type { RouteState } from '../../shared/app-state.ts';
import { ownAddress } from '../../shared/slug.ts';
import type { Route } from '../../shared/settings.ts';
import { firstCandidate } from '../routing/types.ts';
import type { CoreParts } from './parts.ts';
import { isFixedAlias } from './routes.ts';

/** The aliases that the user made, in short. */
export function routeStates(parts: CoreParts): RouteState[] {
  return parts.settings.get().routes.flatMap((route) => {
    const state = isFixedAlias(route.alias) ? null : routeState(parts, route);
    return state === null ? [] : [state];
  });
}

function routeState({ list, runner }: CoreParts, route: Route): RouteState | null {
  const ref = firstCandidate(route);
  if (ref === null) return null;
  const candidates = route.pools.reduce((sum, pool) => sum + pool.candidates.length, 0);
  const upstreamName = list().find(({ slug }) => slug === ref.upstream)?.name ?? ref.upstream;
  return {
    alias: route.alias,
    first: { ...ref, upstreamName },
    candidates,
    isOneModel: candidates === 1 && route.rules.length === 0,
    baseUrl: ownAddress(runner.state().baseUrl, route.alias),
  };
}
