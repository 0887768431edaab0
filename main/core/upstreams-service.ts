/**
 * The upstreams of the settings together with what is known of them: probes, the demo, the first choice of the active
 * model. It alone puts a server's facts into the registry from outside a request.
 */
import type { ProbeReport } from '../../shared/api.ts';
import { toError } from '../../shared/errors.ts';
import type { Chance, Clock, Log } from '../../shared/ports.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import { modelsInState } from '../../shared/app-state.ts';
import { isWithin, locationOfHost } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import { message } from '../../shared/i18n/index.ts';
import { withoutSources } from '../../shared/model.ts';
import type { Net } from '../net/net.ts';
import type { UpstreamTarget } from '../proxy/context.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { createHealthMonitor } from '../upstreams/health-monitor.ts';
import { probe } from '../upstreams/probe.ts';
import { createRegistry, detailOf } from '../upstreams/registry.ts';
import type { Registry, UpstreamFacts } from '../upstreams/registry.ts';
import type { Secrets } from '../settings/secrets.ts';

/** One upstream to ask: a settings' one, or the demo. */
export interface ListedUpstream {
  slug: string;
  name: string;
  kind: UpstreamKind;
  baseUrl: string;
  limits?: UpstreamLimits | undefined;
}

export interface UpstreamsService {
  readonly registry: Registry;
  facts(slug: string): UpstreamFacts;
  state(upstream: ListedUpstream): UpstreamState;
  target(slug: string): UpstreamTarget | null;
  /** Probes and takes in what it found. Looks at the same server at the same time are one. */
  look(slug: string): Promise<UpstreamFacts>;
  /**
   * Probes every server within `reach` whose facts are older than `olderThanMs`. By itself ModelTray looks at this
   * machine only; farther servers are looked at because their user opened a window, added or tested one.
   */
  lookAtAll(olderThanMs: number, reach: Location): Promise<void>;
  /** Probes an address that is in no list. */
  probeAddress(baseUrl: string, kind: UpstreamKind | null, key: string | null): Promise<ProbeReport>;
  forget(slug: string): void;
  stop(): void;
}

export interface UpstreamsServiceOptions {
  net: Net;
  clock: Clock;
  chance: Chance;
  log: Log;
  secrets: Secrets;
  list: () => readonly ListedUpstream[];
  onChange: () => void;
  /** A probe brought new facts. */
  onLearned: () => void;
  /** A server that was added unseen turned out to be of a kind that we know. */
  onKindFound: (slug: string, kind: UpstreamKind) => void;
  /** What was known of a server is of another one by now, or of none. */
  onForgotten: (slug: string) => void;
}

export function createUpstreamsService(options: UpstreamsServiceOptions): UpstreamsService {
  const { net, clock, chance, log, secrets, list, onChange, onLearned, onKindFound, onForgotten } = options;
  const looking = new Map<string, { at: string; facts: Promise<UpstreamFacts> }>();
  const find = (slug: string): ListedUpstream | undefined => list().find((one) => one.slug === slug);

  const registry = createRegistry({
    slugs: () => list().map(({ slug }) => slug),
    onChange,
    onHealthChange: (slug, health) => {
      log.info('a server’s health changed', { slug, health });
      monitor.note(slug, health);
    },
  });
  const monitor = createHealthMonitor({
    clock,
    chance,
    look(slug) {
      if (isWithinReach(slug, 'this-machine')) lookQuietly(slug);
    },
  });

  const isWithinReach = (slug: string, reach: Location): boolean => {
    const upstream = find(slug);
    return upstream !== undefined && isWithin(locationOfHost(parseBaseUrl(upstream.baseUrl).host), reach);
  };

  const lookQuietly = (slug: string): void => {
    look(slug).catch((thrown: unknown) =>
      log.error('a probe failed', { slug, error: toError(thrown).stack }),
    );
  };

  const look = (slug: string): Promise<UpstreamFacts> => {
    const at = whereTo(slug);
    const running = looking.get(slug);
    if (running?.at === at) return running.facts;
    const started = {
      at,
      facts: lookOnce(slug).finally(() => {
        if (looking.get(slug) === started) looking.delete(slug);
      }),
    };
    looking.set(slug, started);
    return started.facts;
  };

  /** What a look would be sent: another address or key makes it another look, and the older one's finding worthless. */
  const whereTo = (slug: string): string => {
    const upstream = find(slug);
    return upstream === undefined
      ? ''
      : `${upstream.baseUrl} ${secrets.keyFor(slug, upstream.baseUrl) ?? ''}`;
  };

  const lookOnce = async (slug: string): Promise<UpstreamFacts> => {
    const upstream = find(slug);
    if (upstream === undefined) return registry.facts(slug);
    const key = secrets.keyFor(slug, upstream.baseUrl);
    const at = whereTo(slug);
    const isUnseen = upstream.kind === 'openai-compatible' && registry.facts(slug).latencyMs === null;
    const kind = isUnseen ? null : upstream.kind;
    const report = await probe({ net, clock, baseUrl: upstream.baseUrl, kind, key });
    if (whereTo(slug) !== at) return registry.facts(slug);
    // A server that does not answer keeps its last known list: an alias to one of its models stays readable.
    const models = report.health === 'healthy' ? report.models : registry.facts(slug).models;
    registry.learn(slug, { ...report, models, checkedAt: clock.now() });
    monitor.note(slug, report.health);
    if (report.health === 'healthy' && report.kind !== upstream.kind) onKindFound(slug, report.kind);
    onLearned();
    return registry.facts(slug);
  };

  return {
    registry: watchingAnswers(registry, monitor),
    facts: (slug) => registry.facts(slug),
    state: (upstream) => toState(upstream, registry, secrets, modelsInState(list().length)),
    target(slug) {
      const upstream = find(slug);
      if (upstream === undefined) return null;
      const { origin, apiPath } = parseBaseUrl(upstream.baseUrl);
      const key = secrets.keyFor(slug, upstream.baseUrl);
      return {
        origin,
        apiPath,
        authHeaders: key === null ? [] : ['authorization', `Bearer ${key}`],
        isKeyLocked: secrets.keyState(slug, upstream.baseUrl) === 'locked',
      };
    },
    look,
    async lookAtAll(olderThanMs, reach) {
      const stale = list().filter(
        ({ slug }) =>
          isWithinReach(slug, reach) && clock.now() - (registry.facts(slug).checkedAt ?? 0) >= olderThanMs,
      );
      await Promise.all(stale.map(({ slug }) => look(slug)));
    },
    probeAddress: (baseUrl, kind, key) => probe({ net, clock, baseUrl, kind, key }),
    forget(slug) {
      monitor.forget(slug);
      registry.forget(slug);
      onForgotten(slug);
    },
    stop: () => monitor.stop(),
  };
}

/** After an answer of a model that was not loaded before, its server knows more: the context that it loaded. */
function watchingAnswers(registry: Registry, monitor: { lookSoon(slug: string): void }): Registry {
  return {
    ...registry,
    report(ref, outcome) {
      registry.report(ref, outcome);
      const info = registry.facts(ref.upstream).models.find(({ id }) => id === ref.model);
      if (outcome.kind === 'answered' && info?.loaded === false) monitor.lookSoon(ref.upstream);
    },
  };
}

function toState(
  upstream: ListedUpstream,
  registry: Registry,
  secrets: Secrets,
  mostModels: number,
): UpstreamState {
  const facts = registry.facts(upstream.slug);
  const { origin, host } = parseBaseUrl(upstream.baseUrl);
  const keyState = secrets.keyState(upstream.slug, upstream.baseUrl);
  const keyDetail =
    keyState === 'locked'
      ? message('health.detail.locked')
      : keyState === 'unconfirmed'
        ? message('health.detail.unconfirmed')
        : null;
  return {
    ...upstream,
    location: locationOfHost(host),
    health: keyState === 'locked' ? 'unauthorized' : facts.health,
    healthDetail: keyDetail ?? facts.detail ?? detailOf(facts.health, origin),
    keyState,
    hasKey: keyState !== 'none',
    latencyMs: facts.latencyMs === null ? null : Math.round(facts.latencyMs),
    checkedAt: facts.checkedAt,
    version: facts.version,
    product: facts.product,
    verdicts: [],
    models: facts.models.slice(0, mostModels).map(withoutSources),
    modelCount: facts.models.length,
    inFlight: registry.inFlightOf(upstream.slug),
  };
}
