import type { RoutingRoute, RoutingSnapshot, RoutingUpstream } from '../routing/types.ts';
import { limitsOf } from '../../shared/upstream-limits.ts';
import { locationOfUpstream } from '../upstreams/location.ts';
import type { CoreParts } from './parts.ts';
import { routesOf } from './routes.ts';

/**
 * Takes snapshots for requests, and the same one again while settings, servers' facts and the demo are the same: a
 * snapshot is never changed, only replaced.
 */
export function createSnapshots(
  parts: Pick<CoreParts, 'settings' | 'ports' | 'list' | 'upstreams' | 'syncIn'>,
): () => RoutingSnapshot {
  let taken: Taken | null = null;
  return () => {
    const settings = parts.settings.get();
    const version = parts.upstreams.registry.version();
    const servers = parts.list().length;
    const names = parts.syncIn.standIns();
    const isCurrent =
      taken?.settings === settings &&
      taken.version === version &&
      taken.servers === servers &&
      taken.names === names;
    if (taken === null || !isCurrent)
      taken = { settings, version, servers, names, snapshot: takeSnapshot(parts) };
    return taken.snapshot;
  };
}

/** A snapshot and what it was taken of. */
interface Taken {
  settings: ReturnType<CoreParts['settings']['get']>;
  version: number;
  servers: number;
  names: readonly string[];
  snapshot: RoutingSnapshot;
}

/** Everything that one request is decided by. Plain data: what changes afterwards changes the next request. */
export function takeSnapshot(
  parts: Pick<CoreParts, 'settings' | 'ports' | 'list' | 'upstreams' | 'syncIn'>,
): RoutingSnapshot {
  const settings = parts.settings.get();
  const routes = routesOf(settings, parts.ports.run.demo);
  return {
    upstreams: routingUpstreams(parts),
    routes: withStandIns(routes, parts.syncIn.standIns()),
    unknownModel: settings.proxy.unknownModel,
    locks: settings.locks,
  };
}

export function routingUpstreams({
  list,
  upstreams,
}: Pick<CoreParts, 'list' | 'upstreams'>): RoutingUpstream[] {
  return list().map((listed) => {
    const { slug, name, kind, baseUrl } = listed;
    const { health, models } = upstreams.facts(slug);
    const location = locationOfUpstream(kind, baseUrl);
    return { slug, name, location, health, models, limits: limitsOf(listed) };
  });
}

/** `names` lead where the active model does: DB-GPT goes on sending a name that its file names no more. */
function withStandIns(routes: RoutingRoute[], names: readonly string[]): RoutingRoute[] {
  const active = routes.find(({ alias }) => alias === 'active');
  return active === undefined ? routes : [...routes, ...names.map((alias) => ({ ...active, alias }))];
}
