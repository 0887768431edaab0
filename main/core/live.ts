import type { LiveFacts } from '../routing/live.ts';
import type { CoreParts } from './parts.ts';

/** What is true as a request is planned. */
export function createLive(
  parts: Pick<CoreParts, 'ports' | 'upstreams' | 'routing' | 'places'>,
): () => LiveFacts {
  const { ports, upstreams, routing, places } = parts;
  return () => ({
    nowMs: ports.clock.monotonicMs(),
    // These are asked only where a rule goes by them.
    get localMinutes() {
      return minutesOfDay(ports.clock.now());
    },
    get isOnBattery() {
      return upstreams.presence.isOnBattery();
    },
    chance: ports.chance,
    load: (slug) => ({ inFlight: upstreams.registry.inFlightOf(slug), queued: places.queued(slug) }),
    recall: routing,
  });
}

/** Minutes since midnight, local time. */
function minutesOfDay(now: number): number {
  const date = new Date(now);
  return date.getHours() * 60 + date.getMinutes();
}
