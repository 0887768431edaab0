import type { Contender, StrategyInputs, StrategyRules } from './strategy.ts';
import { rememberLast } from './strategy.ts';

/** Taken for a server nobody has measured, where nobody else was measured either. */
const unmeasuredMs = 500;

/**
 * Power of two choices on the recent time to the first token: two are drawn, the better one is first, the rest follow
 * by their cost. Drawing keeps a herd from running to one server; what is in flight makes a server dearer.
 */
export const fastest: StrategyRules = {
  order(contenders, inputs) {
    const costs = costsOf(contenders);
    const byCost = (a: Contender, b: Contender): number => (costs.get(a.id) ?? 0) - (costs.get(b.id) ?? 0);
    const [best, ...others] = drawTwo(contenders, inputs).toSorted(byCost);
    if (best === undefined) return [];
    const rest = contenders.filter((one) => one !== best && !others.includes(one));
    return [best, ...[...others, ...rest].toSorted(byCost)];
  },
  advance: rememberLast,
};

function drawTwo(contenders: readonly Contender[], { chance }: StrategyInputs): readonly Contender[] {
  if (contenders.length <= 2) return contenders;
  const first = Math.floor(chance() * contenders.length);
  const step = 1 + Math.floor(chance() * (contenders.length - 1));
  const second = (first + step) % contenders.length;
  return contenders.filter((_one, at) => at === first || at === second);
}

/**
 * An unmeasured server counts as fast as the fastest while it is idle, so that it gets its chance, and as slow as the
 * slowest once something is in flight there, so that a burst does not run to it before its first answer is seen.
 */
function costsOf(contenders: readonly Contender[]): ReadonlyMap<string, number> {
  const known = contenders.map(({ firstTokenMs }) => firstTokenMs).filter((ms) => ms !== null);
  const fast = known.length === 0 ? unmeasuredMs : Math.min(...known);
  const slow = known.length === 0 ? unmeasuredMs : Math.max(...known);
  return new Map(
    contenders.map(({ id, firstTokenMs, inFlight, queued }) => {
      const busy = inFlight + queued;
      const ms = firstTokenMs ?? (busy === 0 ? fast : slow);
      return [id, Math.max(1, ms) * (busy + 1)];
    }),
  );
}
