/**
 * How each upstream is, in memory: health, models, requests in flight. Everything that changes a health goes through
 * here, so that one rule decides; a read that gates a change happens here too (`begin`).
 */
import type { Message } from '../../shared/i18n/index.ts';
import { message } from '../../shared/i18n/index.ts';
import type { DescribedModel, ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
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
}

/** How a request at an upstream went. */
export type Outcome =
  { kind: 'answered'; status: number } | { kind: 'failed'; failure: Failure } | { kind: 'cancelled' };

export interface Registry {
  /** The facts of an upstream; those of a never-seen one where it is not known. */
  facts(slug: string): UpstreamFacts;
  /** Takes in what a probe found. */
  learn(slug: string, facts: UpstreamFacts): void;
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
}

export interface RegistryOptions {
  /** Slugs that may be asked; the settings' and the demo's. */
  slugs: () => readonly string[];
  /** Called after every change, health or counts. */
  onChange: () => void;
  /** A request found that the health is not what it was believed to be. */
  onHealthChange: (slug: string, health: Health) => void;
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
};

export function createRegistry({ slugs, onChange, onHealthChange }: RegistryOptions): Registry {
  const all = new Map<string, UpstreamFacts>();
  /** `outdated` of them began before their server was forgotten: they run at another address. */
  const counts = new Map<string, { ref: ModelRef; count: number; outdated: number }>();
  let version = 0;
  const put = (slug: string, next: UpstreamFacts): void => {
    all.set(slug, next);
    version += 1;
  };
  const facts = (slug: string): UpstreamFacts => all.get(slug) ?? unseen;

  const setHealth = (slug: string, health: Health, detail: Message | null): void => {
    const before = facts(slug);
    if (before.health === health) return;
    put(slug, { ...before, health, detail });
    onHealthChange(slug, health);
  };

  return {
    facts,
    learn(slug, found) {
      const before = facts(slug);
      put(slug, found);
      if (before.health !== found.health) onHealthChange(slug, found.health);
      onChange();
    },
    forget(slug) {
      all.delete(slug);
      for (const entry of counts.values()) if (entry.ref.upstream === slug) entry.outdated = entry.count;
      version += 1;
      onChange();
    },
    begin(ref) {
      if (!slugs().includes(ref.upstream)) return false;
      const id = qualifiedId(ref);
      const { count, outdated } = counts.get(id) ?? { count: 0, outdated: 0 };
      counts.set(id, { ref, count: count + 1, outdated });
      onChange();
      return true;
    },
    report(ref, outcome) {
      const id = qualifiedId(ref);
      const { count, outdated } = counts.get(id) ?? { count: 1, outdated: 0 };
      if (count > 1) counts.set(id, { ref, count: count - 1, outdated: Math.max(0, outdated - 1) });
      else counts.delete(id);
      const health = outdated > 0 ? null : healthAfter(outcome);
      if (health !== null) setHealth(ref.upstream, health, null);
      onChange();
    },
    inFlight: () => [...counts.values()].map(({ ref, count }) => ({ ref, count })),
    inFlightOf: (slug) =>
      [...counts.values()].reduce((sum, { ref, count }) => (ref.upstream === slug ? sum + count : sum), 0),
    version: () => version,
    isEveryServerDown() {
      const known = slugs();
      return known.length > 0 && known.every((slug) => facts(slug).health === 'unreachable');
    },
  };
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
export function detailOf(health: Health, address: string): Message | null {
  switch (health) {
    case 'unreachable':
      return message('health.detail.refused', { address });
    case 'unauthorized':
      return message('health.detail.unauthorized');
    case 'unknown':
    case 'healthy':
    case 'loading':
    case 'busy':
    case 'rate-limited':
      return null;
  }
}
