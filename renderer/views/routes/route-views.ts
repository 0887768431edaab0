/** What the Routes section shows, read from the state: which routes there are, in which order, and how their servers are. */
import type { AppState } from '../../../shared/app-state.ts';
import type { Location } from '../../../shared/location.ts';
import { ownAddress } from '../../../shared/own-address.ts';
import type { Pool, Route } from '../../../shared/settings.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import { fixedNames, isFixedName } from './shows-routes.ts';

export interface CandidateView {
  upstream: string;
  model: string;
  weight: number | null;
  /** Null where no server of that slug is in the list. */
  server: UpstreamState | null;
  /** Where this model runs, which may be farther away than its server. */
  location: Location | null;
  inFlight: number;
  maxConcurrent: number | null;
}

export interface PoolView {
  name: string | null;
  strategy: Pool['strategy'];
  candidates: CandidateView[];
}

export interface RouteView {
  alias: string;
  isFixed: boolean;
  /** `http://127.0.0.1:9999/r/team/v1` */
  address: string;
  /** Null where a fixed alias leads nowhere, or to the demo. */
  route: Route | null;
  pools: PoolView[];
}

type RoutesState = Pick<AppState, 'settings' | 'upstreams' | 'proxy'>;

/** `active` and `embedding` first, then the user's in the settings' order. */
export function routeViews(state: RoutesState): RouteView[] {
  const { routes } = state.settings;
  const own = routes.filter(({ alias }) => !isFixedName(alias)).map(({ alias }) => alias);
  return [...fixedNames, ...own].map((alias) => ({
    alias,
    isFixed: isFixedName(alias),
    address: ownAddress(state.proxy.baseUrl, alias),
    ...contentOf(
      state,
      routes.find((route) => route.alias === alias),
    ),
  }));
}

function contentOf(state: RoutesState, route: Route | undefined): Pick<RouteView, 'route' | 'pools'> {
  if (route === undefined) return { route: null, pools: [] };
  const pools = route.pools.map(({ name = null, strategy, candidates }) => ({
    name,
    strategy,
    candidates: candidates.map((candidate) => candidateView(state, candidate)),
  }));
  return { route, pools };
}

function candidateView(
  { upstreams, settings }: RoutesState,
  { upstream, model, weight }: Pool['candidates'][number],
): CandidateView {
  const server = upstreams.find(({ slug }) => slug === upstream) ?? null;
  const info = server?.models.find(({ id }) => id === model);
  const limits = settings.upstreams.find(({ slug }) => slug === upstream)?.limits;
  return {
    upstream,
    model,
    weight: weight ?? null,
    server,
    location: info?.location ?? server?.location ?? null,
    inFlight: server?.inFlight ?? 0,
    maxConcurrent: limits?.maxConcurrent ?? null,
  };
}
