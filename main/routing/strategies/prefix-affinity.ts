import { unitHash } from '../murmur3.ts';
import { leastInFlight } from './least-in-flight.ts';
import type { Contender, StrategyRules } from './strategy.ts';
import { rememberLast } from './strategy.ts';

/** A server takes this much more than its share of what is in flight before a conversation goes elsewhere. */
const loadFactor = 2;
/** So many at once are no overload, however idle the others are. */
const alwaysFine = 4;

/**
 * A conversation returns to the server that has read it already. Rendezvous hashing (Thaler and Ravishankar, 1998): every
 * server gets a score from the conversation's key and its own id, and the highest wins, so that a lost server's
 * conversations spread over the others and nobody else's move. Bounded loads (Mirrokni, Thorup and Zadimoghaddam, 2018)
 * send a turn on while its server is far above its share. Without a key it is least-in-flight.
 */
export const prefixAffinity: StrategyRules = {
  order(contenders, inputs) {
    const { affinity } = inputs;
    if (affinity === null) return leastInFlight.order(contenders, inputs);
    const ranked = contenders.toSorted((a, b) => score(b, affinity) - score(a, affinity));
    const hasRoom = roomFor(contenders);
    return [...ranked.filter(hasRoom), ...ranked.filter((one) => !hasRoom(one))];
  },
  advance: rememberLast,
};

/** The logarithm makes the chance to win proportional to the weight. */
function score({ id, weight }: Contender, affinity: string): number {
  return -weight / Math.log(unitHash(`${affinity} ${id}`));
}

function roomFor(contenders: readonly Contender[]): (one: Contender) => boolean {
  const total = contenders.reduce((sum, { inFlight, queued }) => sum + inFlight + queued, 0);
  const weights = contenders.reduce((sum, { weight }) => sum + weight, 0);
  return ({ inFlight, queued, weight, maxConcurrent }) => {
    const share = Math.ceil((loadFactor * (total + 1) * weight) / weights);
    return inFlight + queued < Math.max(share, maxConcurrent ?? alwaysFine);
  };
}
