/**
 * The upstreams of the settings together with what is known of them: probes, the demo, the first choice of the active
 * model. It alone puts a server's facts into the registry from outside a request.
 */
import type { AbortSignalLike, ProbeReport } from '../../shared/api.ts';
import { toError } from '../../shared/errors.ts';
import type { Chance, Clock, Log } from '../../shared/ports.ts';
import type { UpstreamLimits } from '../../shared/upstream-limits.ts';
import type { Health, UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import type { VerdictSummary } from '../../shared/conformance.ts';
import { isWithin, locationOfHost } from '../../shared/location.ts';
import type { Location } from '../../shared/location.ts';
import { message } from '../../shared/i18n/index.ts';
import { withoutSources } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { Net } from '../net/net.ts';
import type { UpstreamTarget } from '../proxy/context.ts';
import { createRepairNotes } from '../proxy/repair-notes.ts';
import type { RepairNotes } from '../proxy/repair-notes.ts';
import type { ServerFacts } from '../repairs/plan-repairs.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { locationOfUpstream } from '../upstreams/location.ts';
import { kindProfiles } from '../upstreams/kinds/index.ts';
import { probe } from '../upstreams/probe.ts';
import { createRegistry, detailOf } from '../upstreams/registry.ts';
import type { Registry, UpstreamFacts } from '../upstreams/registry.ts';
import type { Secrets } from '../settings/secrets.ts';
import { createRestKeeper } from './rest-keeper.ts';
import type { RestKeeper } from './rest-keeper.ts';
import { mostModels } from './models-in-state.ts';
import { createServerWatch } from './server-watch.ts';
import type { ServerWatch } from './server-watch.ts';

/** One upstream to ask: a settings' one, or the demo. */
export interface ListedUpstream {
  slug: string;
  name: string;
  kind: UpstreamKind;
  baseUrl: string;
  limits?: UpstreamLimits | undefined;
}

/** What the shells tell of the machine, and of whether anybody looks. */
export type Presence = Pick<RestKeeper, 'openWindow' | 'setOnBattery' | 'isOnBattery'> &
  Pick<ServerWatch, 'sleep' | 'wake'>;

export interface UpstreamsService {
  readonly registry: Registry;
  facts(slug: string): UpstreamFacts;
  /** `models`: those that it carries; the first of its list unless told. */
  state(upstream: ListedUpstream, models?: ModelInfo[]): UpstreamState;
  target(slug: string): UpstreamTarget | null;
  readonly repairs: RepairNotes;
  /** What repairs need to know of a model's server. */
  serverFacts(ref: ModelRef): ServerFacts;
  /** Probes and takes in what it found. Looks at the same server at the same time are one. */
  look(slug: string): Promise<UpstreamFacts>;
  /**
   * Probes every server within `reach` whose facts are older than `olderThanMs`. By itself ModelTray looks at this
   * machine only; farther servers are looked at because their user opened a window, added or tested one.
   */
  lookAtAll(olderThanMs: number, reach: Location): Promise<void>;
  /** Probes an address that is in no list. Rejects only by `signal`. */
  probeAddress(
    baseUrl: string,
    kind: UpstreamKind | null,
    key: string | null,
    signal?: AbortSignalLike,
  ): Promise<ProbeReport>;
  forget(slug: string): void;
  readonly presence: Presence;
  stop(): void;
}

export interface UpstreamsServiceOptions {
  net: Net;
  clock: Clock;
  chance: Chance;
  log: Log;
  secrets: Secrets;
  list: () => readonly ListedUpstream[];
  /** The newest checks at an address. */
  verdictsOf: (baseUrl: string) => VerdictSummary[];
  onChange: () => void;
  /** A probe brought new facts. */
  onLearned: () => void;
  /** A server turned out to be of another kind than was believed, or to have its API at another path. */
  onFound: (slug: string, found: { kind: UpstreamKind; baseUrl: string }) => void;
  /** What was known of a server is of another one by now, or of none. */
  onForgotten: (slug: string) => void;
  /** Until when routing leaves a server alone, since the epoch; null where it does not. */
  pausedUntil?: (slug: string) => number | null;
  /** What a server's health is now, after every change of it. */
  onHealth?: (slug: string, health: Health) => void;
  /** A server of this machine was there, and nobody listens at its address any more. */
  onStopped?: (slug: string) => void;
  /** Null where the shell tells of the battery, or nobody does. Never rejects. */
  readOnBattery: (() => Promise<boolean>) | null;
}

export function createUpstreamsService(options: UpstreamsServiceOptions): UpstreamsService {
  const { net, clock, chance, log, secrets, list, onChange, onLearned, onFound, onForgotten, onStopped } =
    options;
  const looking = new Map<string, { at: string; facts: Promise<UpstreamFacts> }>();
  const find = (slug: string): ListedUpstream | undefined => list().find((one) => one.slug === slug);
  const repairs = createRepairNotes();

  const registry = createRegistry({
    slugs: () => list().map(({ slug }) => slug),
    onChange,
    onHealthChange: (slug, health, before) => {
      log.info('a server’s health changed', { slug, health });
      watch.note(slug, health);
      options.onHealth?.(slug, health);
      if (hasStopped(health, before) && isWithinReach(slug, 'this-machine')) onStopped?.(slug);
    },
    onReport: (ref, outcome) => watch.takeOutcome(ref, outcome),
    now: () => clock.now(),
  });
  const rest = createRestKeeper({
    clock,
    readOnBattery: options.readOnBattery,
    onChange: (isResting) => watch.setResting(isResting),
  });
  const watch = createServerWatch({
    ...{ net, clock, chance, log, secrets, registry, rest, find },
    look: (slug) => lookQuietly(slug),
  });

  // How far its socket is: a proxy of this machine is looked at by itself, though its models may be anywhere.
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
    const before = registry.facts(slug);
    const isUnseen = before.latencyMs === null;
    const kind = isUnseen && upstream.kind === 'openai-compatible' ? null : upstream.kind;
    const product = isUnseen ? {} : { product: before.product };
    const report = await probe({ net, clock, baseUrl: upstream.baseUrl, kind, key, ...product });
    if (whereTo(slug) !== at) return registry.facts(slug);
    const { baseUrl, ...found } = report;
    const isHealthy = found.health === 'healthy';
    // A server that does not answer keeps what was known: an alias to one of its models stays readable.
    const { models, version, product: known } = isHealthy ? found : registry.facts(slug);
    registry.learn(slug, { ...found, models, version, product: known, checkedAt: clock.now() });
    watch.note(slug, found.health);
    watch.learned(slug);
    const isOther = found.kind !== upstream.kind || baseUrl !== upstream.baseUrl;
    if (isHealthy && isOther) onFound(slug, { kind: found.kind, baseUrl });
    onLearned();
    return registry.facts(slug);
  };

  return {
    registry,
    facts: (slug) => registry.facts(slug),
    state: (upstream, models = firstModels(registry.facts(upstream.slug))) => ({
      ...toState(upstream, registry, secrets),
      models,
      verdicts: options.verdictsOf(upstream.baseUrl),
      fixes: repairs.counts(upstream.slug),
      pausedUntil: options.pausedUntil?.(upstream.slug) ?? null,
    }),
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
    repairs,
    serverFacts(ref) {
      const { defects, isAnySoftware, acceptsIncludeUsage } =
        kindProfiles[find(ref.upstream)?.kind ?? 'openai-compatible'];
      const model = registry.facts(ref.upstream).models.find(({ id }) => id === ref.model);
      return {
        defects,
        isUnknown: isAnySoftware ?? false,
        acceptsIncludeUsage: acceptsIncludeUsage ?? false,
        contextLoaded: model?.context.loaded ?? null,
        refusals: repairs.refusals(ref),
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
    probeAddress: (baseUrl, kind, key, signal) =>
      probe({ net, clock, baseUrl, kind, key, ...(signal === undefined ? {} : { signal }) }),
    forget(slug) {
      watch.forget(slug);
      registry.forget(slug);
      repairs.forget(slug);
      onForgotten(slug);
    },
    presence: {
      openWindow: () => rest.openWindow(),
      setOnBattery: (onBattery) => rest.setOnBattery(onBattery),
      isOnBattery: () => rest.isOnBattery(),
      sleep: () => watch.sleep(),
      wake: () => watch.wake(),
    },
    stop() {
      rest.stop();
      watch.stop();
    },
  };
}

/** It was there before, in whatever state: one that was never seen has not stopped. */
function hasStopped(health: Health, before: Health): boolean {
  return health === 'unreachable' && before !== 'unknown';
}

function firstModels({ models }: UpstreamFacts): ModelInfo[] {
  return models.slice(0, mostModels).map(withoutSources);
}

function toState(
  upstream: ListedUpstream,
  registry: Registry,
  secrets: Secrets,
): Omit<UpstreamState, 'models' | 'verdicts' | 'fixes' | 'pausedUntil'> {
  const facts = registry.facts(upstream.slug);
  const { origin } = parseBaseUrl(upstream.baseUrl);
  const keyState = secrets.keyState(upstream.slug, upstream.baseUrl);
  const keyDetail =
    keyState === 'locked'
      ? message('health.detail.locked')
      : keyState === 'unconfirmed'
        ? message('health.detail.unconfirmed')
        : null;
  return {
    ...upstream,
    location: locationOfUpstream(upstream.kind, upstream.baseUrl),
    health: keyState === 'locked' ? 'unauthorized' : facts.health,
    healthDetail: keyDetail ?? facts.detail ?? detailOf(facts.health, origin, keyState !== 'none'),
    keyState,
    hasKey: keyState !== 'none',
    latencyMs: facts.latencyMs === null ? null : Math.round(facts.latencyMs),
    healthSince: facts.healthSince,
    checkedAt: facts.checkedAt,
    version: facts.version,
    product: facts.product,
    modelCount: facts.models.length,
    inFlight: registry.inFlightOf(upstream.slug),
  };
}
