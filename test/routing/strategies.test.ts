import { describe, expect, test } from 'vitest';
import { strategyRules } from '../../main/routing/strategies/index.ts';
import type { Contender, PoolMemory, StrategyInputs } from '../../main/routing/strategies/strategy.ts';
import { freshMemory } from '../../main/routing/strategies/strategy.ts';
import type { Strategy } from '../../shared/settings.ts';

function contender(id: string, facts: Partial<Contender> = {}): Contender {
  return { id, inFlight: 0, queued: 0, maxConcurrent: null, weight: 1, firstTokenMs: null, ...facts };
}

function order(
  strategy: Strategy,
  contenders: readonly Contender[],
  inputs: Partial<StrategyInputs> = {},
): string {
  const all = { memory: freshMemory, affinity: null, chance: () => 0, ...inputs };
  return strategyRules[strategy]
    .order(contenders, all)
    .map(({ id }) => id)
    .join('');
}

/** The first picks of so many requests one after another, each over before the next. */
function picks(strategy: Strategy, contenders: readonly Contender[], times: number): string {
  let memory: PoolMemory = freshMemory;
  let picked = '';
  for (let n = 0; n < times; n += 1) {
    const first = order(strategy, contenders, { memory }).charAt(0);
    memory = strategyRules[strategy].advance(memory, contenders, first);
    picked += first;
  }
  return picked;
}

const three = [contender('a'), contender('b'), contender('c')];
const all = Object.keys(strategyRules) as Strategy[];

describe.each(all)('%s', (strategy) => {
  test('orders everybody, nobody twice', () => {
    for (const affinity of [null, 'x', 'y', 'z']) {
      const ordered = order(strategy, three, { affinity, chance: () => 0.99 });
      expect(Array.from(ordered).toSorted().join('')).toBe('abc');
    }
  });

  test('of nobody makes nothing, of one that one', () => {
    expect(order(strategy, [])).toBe('');
    expect(order(strategy, [contender('a')], { affinity: 'x' })).toBe('a');
  });
});

test('round-robin goes around, and on behind the last pick', () => {
  expect(picks('round-robin', three, 7)).toBe('abcabca');
  expect(order('round-robin', three, { memory: { ...freshMemory, last: 'b' } })).toBe('cab');
  expect(order('round-robin', three, { memory: { ...freshMemory, last: 'gone' } })).toBe('abc');
});

test('least-in-flight counts relative to what a server takes at once', () => {
  const large = contender('a', { inFlight: 3, maxConcurrent: 8 });
  const small = contender('b', { inFlight: 1, maxConcurrent: 2 });
  expect(order('least-in-flight', [small, large])).toBe('ab');
  expect(order('least-in-flight', [contender('a', { inFlight: 2 }), contender('b', { inFlight: 1 })])).toBe(
    'ba',
  );
  expect(order('least-in-flight', [contender('a', { queued: 1 }), contender('b')])).toBe('ba');
});

test('a server without a limit counts as large as the largest that has one', () => {
  const open = contender('a', { inFlight: 3 });
  expect(order('least-in-flight', [open, contender('b', { inFlight: 1, maxConcurrent: 4 })])).toBe('ba');
  expect(order('least-in-flight', [open, contender('b', { inFlight: 4, maxConcurrent: 4 })])).toBe('ab');
});

test('least-in-flight lets ties go around, so that a server that came back wins some', () => {
  expect(picks('least-in-flight', three, 6)).toBe('abcabc');
});

test('weighted spreads its shares smoothly', () => {
  const weights = [contender('a', { weight: 5 }), contender('b'), contender('c')];
  // The order that nginx gives for 5, 1, 1.
  expect(picks('weighted', weights, 7)).toBe('aabacaa');
  expect(picks('weighted', weights, 14)).toBe('aabacaa'.repeat(2));
});

test('who is away saves nothing up', () => {
  const rules = strategyRules.weighted;
  const [a, b, c] = three as [Contender, Contender, Contender];
  let memory = freshMemory;
  for (let n = 0; n < 50; n += 1) memory = rules.advance(memory, [a, b], n % 2 === 0 ? 'a' : 'b');
  expect(memory.credits).toEqual({ a: 0, b: 0 });
  expect(order('weighted', [a, b, c], { memory })).toBe('abc');
});

describe('fastest', () => {
  const quick = contender('a', { firstTokenMs: 100 });
  const slow = contender('b', { firstTokenMs: 900 });

  test('takes the better of two', () => {
    expect(order('fastest', [slow, quick])).toBe('ab');
  });

  test('takes the better of the two that were drawn, and the rest by their cost', () => {
    const middle = contender('c', { firstTokenMs: 400 });
    const drawn = [0, 0.99];
    // The first and, one step before it around the end, the last: b and c.
    expect(order('fastest', [slow, quick, middle], { chance: () => drawn.shift() ?? 0 })).toBe('cab');
  });

  test('what is in flight makes a server dearer', () => {
    expect(order('fastest', [{ ...quick, inFlight: 9 }, slow])).toBe('ba');
    expect(order('fastest', [{ ...quick, inFlight: 7 }, slow])).toBe('ab');
  });

  test('an unmeasured server gets its chance while it is idle, and only one at a time', () => {
    const fresh = contender('c');
    expect(order('fastest', [{ ...quick, inFlight: 1 }, fresh])).toBe('ca');
    expect(
      order('fastest', [
        { ...quick, inFlight: 1 },
        { ...fresh, inFlight: 1 },
      ]),
    ).toBe('ac');
    const drawn = [0.4, 0];
    const chance = (): number => drawn.shift() ?? 0;
    expect(order('fastest', [quick, slow, { ...fresh, inFlight: 1 }], { chance })).toBe('bac');
  });
});

describe('prefix-affinity', () => {
  const homes = (contenders: readonly Contender[]): string[] =>
    Array.from({ length: 3_000 }, (_unused, n) =>
      order('prefix-affinity', contenders, { affinity: `c${n}` }).charAt(0),
    );
  const share = (all_: readonly string[], id: string): number =>
    all_.filter((home) => home === id).length / all_.length;

  test('the same key has the same home, whatever the order of the settings', () => {
    expect(homes(three.toReversed())).toEqual(homes(three));
  });

  test('each has its share, by weight', () => {
    const even = homes(three);
    for (const id of 'abc') expect(Math.abs(share(even, id) - 1 / 3)).toBeLessThan(0.03);
    const heavy = homes([contender('a', { weight: 3 }), contender('b')]);
    expect(Math.abs(share(heavy, 'a') - 0.75)).toBeLessThan(0.03);
  });

  test('a lost server’s conversations spread over the others, and nobody else’s move', () => {
    const before = homes(three);
    const after = homes(three.filter(({ id }) => id !== 'c'));
    const moved = before.map((home, n) => (home === after[n] ? null : home)).filter((home) => home !== null);
    expect(new Set(moved)).toEqual(new Set(['c']));
    const heirs = after.filter((_home, n) => before[n] === 'c');
    expect(Math.abs(share(heirs, 'a') - 0.5)).toBeLessThan(0.05);
  });

  test('a server that is far above its share passes a turn on, and a few at once are no overload', () => {
    const key = Array.from({ length: 50 }, (_unused, n) => `c${n}`).find(
      (affinity) => order('prefix-affinity', three, { affinity }).charAt(0) === 'a',
    );
    const affinity = key ?? '';
    const loaded = (inFlight: number): Contender[] => [contender('a', { inFlight }), ...three.slice(1)];
    expect(order('prefix-affinity', loaded(3), { affinity }).charAt(0)).toBe('a');
    expect(order('prefix-affinity', loaded(4), { affinity }).charAt(0)).not.toBe('a');
    expect(order('prefix-affinity', loaded(4), { affinity }).charAt(2)).toBe('a');
    const roomy = [contender('a', { inFlight: 7, maxConcurrent: 8 }), ...three.slice(1)];
    expect(order('prefix-affinity', roomy, { affinity }).charAt(0)).toBe('a');
  });

  test('without a key it is least-in-flight', () => {
    expect(order('prefix-affinity', [contender('a', { inFlight: 1 }), contender('b')])).toBe('ba');
  });
});
