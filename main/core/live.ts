import type { Chance } from '../../shared/ports.ts';
import type { LiveFacts, RoutingRecall, UpstreamLoad } from '../routing/live.ts';
import type { CoreParts } from './parts.ts';

type LiveParts = Pick<CoreParts, 'ports' | 'upstreams' | 'routing' | 'places'>;

/** What is true as a request is planned. */
export function createLive(parts: LiveParts): () => LiveFacts {
  const { upstreams, places } = parts;
  const load = (slug: string): UpstreamLoad => ({
    inFlight: upstreams.registry.inFlightOf(slug),
    queued: places.queued(slug),
  });
  return () => new Live(parts, load);
}

/** A class, because it is made for every request: V8 builds an object literal with getters member by member. */
class Live implements LiveFacts {
  readonly nowMs: number;
  readonly chance: Chance;
  readonly recall: RoutingRecall;
  readonly load: LiveFacts['load'];
  readonly #parts: LiveParts;

  constructor(parts: LiveParts, load: LiveFacts['load']) {
    this.#parts = parts;
    this.load = load;
    this.nowMs = parts.ports.clock.monotonicMs();
    this.chance = parts.ports.chance;
    this.recall = parts.routing;
  }

  // These are asked only where a rule goes by them.
  get localMinutes(): number {
    return minutesOfDay(this.#parts.ports.clock.now());
  }

  get isOnBattery(): boolean | null {
    return this.#parts.upstreams.presence.isOnBattery();
  }
}

/** Minutes since midnight, local time. */
function minutesOfDay(now: number): number {
  const date = new Date(now);
  return date.getHours() * 60 + date.getMinutes();
}
