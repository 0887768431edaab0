import type { RoutingSnapshot, RoutingUpstream } from '../routing/types.ts';
import { limitsOf } from '../../shared/upstream-limits.ts';
import { locationOfUpstream } from '../upstreams/location.ts';
import type { CoreParts } from './parts.ts';
import { routesOf } from './routes.ts';

/**
 * Takes snapshots for requests, and the same one again while settings, servers' facts and the demo are the same: a
 * snapshot is never changed, only replaced.
 */
export function createSnapshots(
  parts: Pick<CoreParts, 'settings' | 'ports' | 'list' | 'upstreams'>,
): () => RoutingSnapshot {
  let taken: { of: readonly unknown[]; snapshot: RoutingSnapshot } | null = null;
  return () => {
    const of = [parts.settings.get(), parts.upstreams.registry.version(), parts.list().length];
    if (taken === null || of.some((part, at) => part !== taken?.of[at])) {
      taken = { of, snapshot: takeSnapshot(parts) };
    }
    return taken.snapshot;
  };
}

/** Everything that one request is decided by. Plain data: what changes afterwards changes the next request. */
export function takeSnapshot(
  parts: Pick<CoreParts, 'settings' | 'ports' | 'list' | 'upstreams'>,
): RoutingSnapshot {
  const settings = parts.settings.get();
  return {
    upstreams: routingUpstreams(parts),
    routes: routesOf(settings, parts.ports.run.demo),
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
