import type { LiveFacts } from '../routing/live.ts';
import type { CoreParts } from './parts.ts';

/** What is true as a request is planned. */
export function createLive(parts: Pick<CoreParts, 'ports' | 'upstreams' | 'routing'>): () => LiveFacts {
  const { ports, upstreams, routing } = parts;
  return () => ({
    nowMs: ports.clock.monotonicMs(),
    localMinutes: minutesOfDay(ports.clock.now()),
    isOnBattery: null,
    chance: ports.chance,
    load: (slug) => ({ inFlight: upstreams.registry.inFlightOf(slug), queued: 0 }),
    recall: routing,
  });
}

/** Minutes since midnight, local time. */
function minutesOfDay(now: number): number {
  const date = new Date(now);
  return date.getHours() * 60 + date.getMinutes();
}
