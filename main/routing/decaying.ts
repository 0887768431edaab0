/** A measured value that follows its newest samples and fades as it grows old. Knows no time of its own. */

export interface Decaying {
  /** Null before the first sample. What is older counts less: half after each half-life. */
  value(nowMs: number): number | null;
  note(sample: number, nowMs: number): void;
  reset(): void;
}

/** The least that a new sample counts, however soon after the one before it comes. */
const leastShare = 0.2;

export function createDecaying(halfLifeMs: number): Decaying {
  let kept: { value: number; atMs: number } | null = null;
  const faded = (ageMs: number): number => 0.5 ** (Math.max(0, ageMs) / halfLifeMs);
  return {
    value: (nowMs) => (kept === null ? null : kept.value * faded(nowMs - kept.atMs)),
    note(sample, nowMs) {
      if (kept === null) kept = { value: sample, atMs: nowMs };
      else {
        const share = Math.max(leastShare, 1 - faded(nowMs - kept.atMs));
        kept = { value: kept.value + (sample - kept.value) * share, atMs: nowMs };
      }
    },
    reset() {
      kept = null;
    },
  };
}
