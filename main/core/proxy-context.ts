import type { Locale } from '../../shared/i18n/index.ts';
import { fixedAliases } from '../../shared/settings.ts';
import type { ProxyContext } from '../proxy/context.ts';
import type { BodyLimits } from '../proxy/read-request.ts';
import { firstCandidate } from '../routing/types.ts';
import type { CatalogAlias, CatalogUpstream } from '../upstreams/catalog.ts';
import { describeActive, listModels } from '../upstreams/catalog.ts';
import { aliasState } from './build-state.ts';
import type { CoreParts } from './parts.ts';
import { createLive } from './live.ts';
import { createSnapshots } from './snapshot.ts';

export interface ProxyContextOptions {
  locale: () => Locale;
  limits: BodyLimits;
  createId: () => string;
}

/** The core as the proxy sees it. */
export function createProxyContext(
  parts: CoreParts,
  { locale, limits, createId }: ProxyContextOptions,
): ProxyContext {
  const { settings, localKeys, upstreams, requests, traffic, counters, store, net, ports } = parts;
  const catalog = (): CatalogUpstream[] =>
    parts.list().map(({ slug, kind }) => ({ slug, kind, models: upstreams.facts(slug).models }));
  return {
    settings: () => settings.get().proxy,
    timeouts: () => settings.get().timeouts,
    locale,
    localKeys: () => localKeys.valid(),
    onKeyUsed: (id) => localKeys.noteUse(id),
    snapshot: createSnapshots(parts),
    live: createLive(parts),
    routing: parts.routing,
    target: (slug) => upstreams.target(slug),
    serverFacts: (ref) => upstreams.serverFacts(ref),
    repairs: upstreams.repairs,
    listModels(scope) {
      const fixed = fixedAliases.map((alias) => ({ alias, target: aliasState(parts, alias) }));
      const aliases = [...fixed, ...ownAliases(parts)];
      return listModels(aliases, catalog(), scope);
    },
    activeModel() {
      const active = aliasState(parts, 'active');
      const upstream = catalog().find(({ slug }) => slug === active?.upstream);
      return active === null || upstream === undefined
        ? null
        : describeActive(active, upstream, active.location);
    },
    metrics: () => ({
      version: ports.version,
      active: aliasState(parts, 'active'),
      servers: parts.list().map((one) => {
        const { slug, kind, location, health } = upstreams.state(one);
        return { slug, kind, location, health, inFlight: upstreams.registry.inFlightOf(slug) };
      }),
      requests: counters.all(),
    }),
    requests: {
      ...requests,
      finish(record) {
        requests.finish(record);
        traffic.add(record.row);
        counters.add(record.row);
        parts.notifications?.takeRequest(record.row);
        store.touch();
      },
    },
    registry: upstreams.registry,
    places: parts.places,
    onContextWarning: parts.warnOfContext,
    net,
    clock: ports.clock,
    log: ports.log,
    limits,
    createId,
  };
}

/** The aliases that the user made, with the model that each leads to first. */
function ownAliases({ settings }: CoreParts): CatalogAlias[] {
  return settings
    .get()
    .routes.filter(({ alias }) => !fixedAliases.some((fixed) => fixed === alias))
    .map((route) => ({ alias: route.alias, target: firstCandidate(route) }));
}
