/** Chance that is the same in every run, for tests over generated input: mulberry32, a public-domain generator. */
export interface Seeded {
  /** A number in [0, 1). */
  chance(): number;
  pick<Value>(values: readonly Value[]): Value;
}

export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0;
  const chance = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance,
    pick<Value>(values: readonly Value[]): Value {
      const value = values[Math.floor(chance() * values.length)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
  };
}
