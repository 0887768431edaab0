/**
 * How each upstream is, in memory: health, models, requests in flight. Everything that changes a health goes through
 * here, so that one rule decides; a read that gates a change happens here too (`begin`).
 */
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { DescribedModel, ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import { describeProxyTrouble } from '../../shared/proxy-trouble.ts';
import type { Health, UpstreamKind } from '../../shared/upstream.ts';
import type { Failure } from '../routing/failure.ts';

/** What is known of one upstream since it was last looked at. */
export interface UpstreamFacts {
  kind: UpstreamKind;
  health: Health;
  detail: Message | null;
  models: readonly DescribedModel[];
  latencyMs: number | null;
  version: string | null;
  /** The software's own name where `kind` is a group. */
  product: string | null;
  checkedAt: number | null;
  /** Milliseconds since the epoch since which its health is this one; null for one that was never seen. */
  healthSince: number | null;
}

/** How a request at an upstream went. */
export type Outcome =
  /** `retryAfterMs`: the server's own word on when to come back, where it gave one. */
  | { kind: 'answered'; status: number; retryAfterMs?: number }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'cancelled' };

export interface Registry {
  /** The facts of an upstream; those of a never-seen one where it is not known. */
  facts(slug: string): UpstreamFacts;
  /** Takes in what a probe found. */
  learn(slug: string, found: Omit<UpstreamFacts, 'healthSince'>): void;
  /** Takes in what was seen without asking it anything: nobody listens there any more, or a limit has run out. */
  mark(slug: string, health: 'unreachable' | 'unknown'): void;
  forget(slug: string): void;
  /** Counts a request in; false where the upstream is unknown. Each true is answered by one `report`. */
  begin(ref: ModelRef): boolean;
  /** Counts it out and lets its outcome change the health. A client's abort never counts against a server. */
  report(ref: ModelRef, outcome: Outcome): void;
  inFlight(): readonly { ref: ModelRef; count: number }[];
  inFlightOf(slug: string): number;
  /** Grows with every change of a server's facts, and not with requests that come and go. */
  version(): number;
  /** True while every known upstream is known to be down. */
  isEveryServerDown(): boolean;
  /** True where a server went away while nobody used it: its mark says so, and nothing else needs to. */
  hasSilentLoss(): boolean;
}

export interface RegistryOptions {
  /** Slugs that may be asked; the settings' and the demo's. */
  slugs: () => readonly string[];
  /** Called after every change, health or counts. */
  onChange: () => void;
  /** The health is not what it was believed to be. */
  onHealthChange: (slug: string, health: Health, before: Health) => void;
  /** A request has ended, and its outcome has been taken in. Not called for one that began at another address. */
  onReport: (ref: ModelRef, outcome: Outcome) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const unseen: UpstreamFacts = {
  kind: 'openai-compatible',
  health: 'unknown',
  detail: null,
  models: [],
  latencyMs: null,
  version: null,
  product: null,
  checkedAt: null,
  healthSince: null,
};

export function createRegistry(options: RegistryOptions): Registry {
  const { slugs, onChange, onHealthChange, onReport, now } = options;
  const all = new Map<string, UpstreamFacts>();
  /**
   * `outdated` of them began before their server was forgotten: they run at another address. An entry stays when its
   * last request is over: see `takeOut` for what a Map costs that every request fills and empties.
   */
  const counts = new Map<string, { ref: ModelRef; count: number; outdated: number }>();
  const lostSilently = new Set<string>();
  let version = 0;
  const facts = (slug: string): UpstreamFacts => all.get(slug) ?? unseen;
  const put = (slug: string, next: Omit<UpstreamFacts, 'healthSince'>): void => {
    const before = facts(slug);
    const isSame = before.health === next.health && before.healthSince !== null;
    all.set(slug, { ...next, healthSince: isSame ? before.healthSince : now() });
    version += 1;
    if (before.health !== next.health) onHealthChange(slug, next.health, before.health);
  };

  const setHealth = (slug: string, health: Health, detail: Message | null = null): void => {
    const before = facts(slug);
    if (before.health !== health || detail !== null) put(slug, { ...before, health, detail });
  };

  return {
    facts,
    learn(slug, found) {
      lostSilently.delete(slug);
      put(slug, found);
      onChange();
    },
    mark(slug, health) {
      if (health === 'unknown') lostSilently.delete(slug);
      else if (facts(slug).health !== health) lostSilently.add(slug);
      setHealth(slug, health);
      onChange();
    },
    forget(slug) {
      all.delete(slug);
      lostSilently.delete(slug);
      for (const [id, entry] of counts) {
        if (entry.ref.upstream !== slug) continue;
        if (entry.count === 0) counts.delete(id);
        else entry.outdated = entry.count;
      }
      version += 1;
      onChange();
    },
    begin(ref) {
      if (!slugs().includes(ref.upstream)) return false;
      const id = qualifiedId(ref);
      const entry = counts.get(id);
      if (entry === undefined) counts.set(id, { ref: refOnly(ref), count: 1, outdated: 0 });
      else entry.count += 1;
      onChange();
      return true;
    },
    report(ref, outcome) {
      const entry = counts.get(qualifiedId(ref));
      const isOutdated = entry !== undefined && entry.outdated > 0;
      if (entry !== undefined && entry.count > 0) entry.count -= 1;
      if (isOutdated) entry.outdated -= 1;
      if (!isOutdated) {
        const health = healthAfter(outcome);
        if (health !== null) {
          lostSilently.delete(ref.upstream);
          setHealth(ref.upstream, health, proxyDetail(outcome));
        }
        onReport(ref, outcome);
      }
      onChange();
    },
    inFlight: () =>
      [...counts.values()].filter(({ count }) => count > 0).map(({ ref, count }) => ({ ref, count })),
    inFlightOf(slug) {
      let sum = 0;
      for (const { ref, count } of counts.values()) if (ref.upstream === slug) sum += count;
      return sum;
    },
    version: () => version,
    isEveryServerDown() {
      const known = slugs();
      return known.length > 0 && known.every((slug) => facts(slug).health === 'unreachable');
    },
    hasSilentLoss: () => lostSilently.size > 0,
  };
}

/** Whoever calls may know more of a candidate than AppState is to tell. */
function refOnly({ upstream, model }: ModelRef): ModelRef {
  return { upstream, model };
}

/** The server may be there: what failed is the way to it. */
function proxyDetail(outcome: Outcome): Message | null {
  if (outcome.kind !== 'failed' || outcome.failure.kind !== 'unreachable') return null;
  const { proxy } = outcome.failure;
  return proxy === undefined ? null : describeProxyTrouble(proxy);
}

/** What an outcome says of its server; null where it says nothing. */
function healthAfter(outcome: Outcome): Health | null {
  if (outcome.kind === 'cancelled') return null;
  if (outcome.kind === 'answered') return outcome.status === 429 ? 'rate-limited' : 'healthy';
  switch (outcome.failure.kind) {
    case 'unreachable':
      return 'unreachable';
    case 'unauthorized':
      // 403 may be about one model or one question; only 401 is about the key.
      return outcome.failure.status === 403 ? null : 'unauthorized';
    case 'locked-key':
      return 'unauthorized';
    case 'loading':
      return 'loading';
    case 'rate-limited':
      return 'rate-limited';
    case 'reset':
    case 'not-http':
    case 'bad-answer':
    case 'html':
    case 'cut':
    case 'timeout':
    case 'first-byte-timeout':
    case 'context-overflow':
    case 'empty':
      return null;
  }
}

/** What a person is told of a health that a request found. */
export function detailOf(health: Health, address: string, hasKey: boolean): Message | null {
  switch (health) {
    case 'unreachable':
      return message('health.detail.refused', { address });
    case 'unauthorized':
      return message(hasKey ? 'health.detail.keyRefused' : 'health.detail.needsKey');
    case 'unknown':
    case 'healthy':
    case 'loading':
    case 'busy':
    case 'rate-limited':
      return null;
  }
}
