import type { StrategyRules } from './strategy.ts';

/**
 * Smooth weighted round-robin, as nginx' upstream module does it: each pick adds every weight to its candidate's credit,
 * takes the one with most, and that one pays the sum of all weights. Shares are exact over a round, without bursts.
 */
export const weighted: StrategyRules = {
  order(contenders, { memory }) {
    const due = ({ id, weight }: { id: string; weight: number }): number =>
      (memory.credits[id] ?? 0) + weight;
    return contenders.toSorted((a, b) => due(b) - due(a));
  },
  advance(memory, contenders, picked) {
    const sum = contenders.reduce((total, { weight }) => total + weight, 0);
    // Who is away saves nothing up, or it would come back to a burst.
    const credits = contenders.map(({ id, weight }) => {
      const credit = (memory.credits[id] ?? 0) + weight;
      return [id, id === picked ? credit - sum : credit] as const;
    });
    return { last: picked, credits: Object.fromEntries(credits) };
  },
};
