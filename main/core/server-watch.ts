/**
 * The health monitor with what it needs of the core. By itself it contacts this machine's servers only, and of these
 * never the demo, which is ourselves.
 */
import { toError } from '../../shared/errors.ts';
import { locationOfHost } from '../../shared/location.ts';
import type { ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Chance, Clock, Log } from '../../shared/ports.ts';
import type { Net } from '../net/net.ts';
import type { Failure } from '../routing/failure.ts';
import type { Secrets } from '../settings/secrets.ts';
import { parseBaseUrl } from '../upstreams/base-url.ts';
import { createHealthMonitor } from '../upstreams/health-monitor.ts';
import type { HealthMonitor } from '../upstreams/health-monitor.ts';
import { askAttendance, askLoading } from '../upstreams/quiet-questions.ts';
import type { Outcome, Registry } from '../upstreams/registry.ts';
import type { RestKeeper } from './rest-keeper.ts';
import { demoSlug } from './routes.ts';
import type { ListedUpstream } from './upstreams-service.ts';

export interface ServerWatch extends HealthMonitor {
  /** A request has ended. */
  takeOutcome(ref: ModelRef, outcome: Outcome): void;
  /** A look has brought new facts. */
  learned(slug: string): void;
}

export interface ServerWatchOptions {
  net: Net;
  clock: Clock;
  chance: Chance;
  log: Log;
  secrets: Secrets;
  registry: Registry;
  rest: RestKeeper;
  find: (slug: string) => ListedUpstream | undefined;
  look: (slug: string) => void;
}

export function createServerWatch(options: ServerWatchOptions): ServerWatch {
  const { net, clock, chance, log, secrets, registry, rest, find, look } = options;
  /** Qualified ids of models that answered although they were listed as not loaded, and were looked at for it. */
  const looked = new Set<string>();

  const ask = async <Found>(
    slug: string,
    otherwise: Found,
    question: (upstream: ListedUpstream) => Promise<Found>,
  ): Promise<Found> => {
    await rest.refresh();
    const upstream = find(slug);
    return upstream === undefined || rest.isResting() ? otherwise : question(upstream);
  };
  const hand = <Found>(asking: Promise<Found>, take: (found: Found) => void, otherwise: Found): void => {
    asking.then(take, (thrown: unknown) => {
      log.error('asking a server failed', { error: toError(thrown).stack });
      take(otherwise);
    });
  };

  const monitor = createHealthMonitor({
    clock,
    chance,
    mayContact: (slug) => isOfThisMachine(find(slug)),
    isInUse: (slug) => registry.inFlightOf(slug) > 0,
    onWake: () => net.dropIdle(),
    connect(slug, take) {
      const asking = ask(slug, 'unclear', ({ baseUrl }) => askAttendance({ net, baseUrl }));
      hand(asking, take, 'unclear');
    },
    askLoading(slug, take) {
      const { kind, checkedAt } = registry.facts(slug);
      const asking = ask(slug, 'loading', ({ baseUrl, ...listed }) =>
        askLoading({ net, baseUrl }, checkedAt === null ? listed.kind : kind, secrets.keyFor(slug, baseUrl)),
      );
      hand(asking, take, 'loading');
    },
    look,
    mark: (slug, health) => registry.mark(slug, health),
  });

  /** After an answer of a model that was not loaded before, its server knows more: the context that it loaded. */
  const lookAfterLoading = (ref: ModelRef): void => {
    const info = registry.facts(ref.upstream).models.find(({ id }) => id === ref.model);
    if (info?.loaded !== false || looked.has(qualifiedId(ref))) return;
    looked.add(qualifiedId(ref));
    monitor.lookSoon(ref.upstream);
  };

  return {
    ...monitor,
    forget(slug) {
      monitor.forget(slug);
      for (const id of looked) if (id.startsWith(`${slug}/`)) looked.delete(id);
    },
    takeOutcome(ref, outcome) {
      if (outcome.kind === 'cancelled') return;
      const limit = outcome.kind === 'answered' ? limitOf(outcome) : limitOfFailure(outcome.failure);
      if (limit !== null) monitor.note(ref.upstream, 'rate-limited', limit.retryAfterMs);
      else if (outcome.kind === 'answered') {
        monitor.answered(ref.upstream);
        lookAfterLoading(ref);
      } else if (mayLookExplain(outcome.failure)) monitor.failed(ref.upstream);
    },
    learned(slug) {
      for (const { id, loaded } of registry.facts(slug).models) {
        if (loaded === true) looked.delete(qualifiedId({ upstream: slug, model: id }));
      }
    },
  };
}

function isOfThisMachine(upstream: ListedUpstream | undefined): boolean {
  if (upstream === undefined || upstream.slug === demoSlug) return false;
  return locationOfHost(parseBaseUrl(upstream.baseUrl).host) === 'this-machine';
}

interface RateLimit {
  retryAfterMs: number | undefined;
}

function limitOf({ status, retryAfterMs }: Outcome & { kind: 'answered' }): RateLimit | null {
  return status === 429 ? { retryAfterMs } : null;
}

function limitOfFailure(failure: Failure): RateLimit | null {
  return failure.kind === 'rate-limited' ? { retryAfterMs: failure.retryAfterMs ?? undefined } : null;
}

/** Not where the server has said what is the matter, or was not asked at all. */
function mayLookExplain({ kind }: Failure): boolean {
  return !['unauthorized', 'locked-key', 'loading', 'rate-limited'].includes(kind);
}
