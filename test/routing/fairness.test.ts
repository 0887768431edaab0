/** 10,000 requests for each strategy, with servers that join, leave, slow down and recover. */
import { describe, expect, test } from 'vitest';
import type { Strategy } from '../../shared/settings.ts';
import { createSimulation } from './simulation.ts';
import type { SimulatedServer, Simulation } from './simulation.ts';

function server(slug: string, facts: Partial<SimulatedServer> = {}): SimulatedServer {
  return { slug, firstTokenMs: 200, restMs: 800, isUp: true, ...facts };
}

/** Sends so many, a quarter of a second apart; gives each server's share of what was answered. */
function run(simulation: Simulation, times: number, gapMs = 250): Record<string, number> {
  simulation.take();
  for (let n = 0; n < times; n += 1) simulation.send(gapMs);
  const { failed = 0, ...counts } = simulation.take();
  const answered = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const shares = Object.entries(counts).map(([slug, one]) => [slug, one / answered] as const);
  return { ...Object.fromEntries(shares), failed, answered };
}

function change(simulation: Simulation, slug: string, facts: Partial<SimulatedServer>): void {
  const found = simulation.servers.find((one) => one.slug === slug);
  if (found !== undefined) Object.assign(found, facts);
}

function expectShare(shares: Record<string, number>, slug: string, least: number, most: number): void {
  const share = shares[slug] ?? 0;
  expect(share, `${slug} of ${JSON.stringify(shares)}`).toBeGreaterThanOrEqual(least);
  expect(share, `${slug} of ${JSON.stringify(shares)}`).toBeLessThanOrEqual(most);
}

/** What each strategy gives three servers, and after one of them is five times as slow. */
const shares: readonly {
  strategy: Strategy;
  weights: [number, number, number];
  even: [number, number, number];
  slowLeast: number;
  slowMost: number;
  within: number;
}[] = [
  {
    strategy: 'round-robin',
    weights: [1, 1, 1],
    even: [1 / 3, 1 / 3, 1 / 3],
    slowLeast: 0.32,
    slowMost: 0.35,
    within: 0.01,
  },
  {
    strategy: 'weighted',
    weights: [5, 3, 2],
    even: [0.5, 0.3, 0.2],
    slowLeast: 0.19,
    slowMost: 0.21,
    within: 0.01,
  },
  {
    strategy: 'least-in-flight',
    weights: [1, 1, 1],
    even: [1 / 3, 1 / 3, 1 / 3],
    slowLeast: 0.05,
    slowMost: 0.25,
    within: 0.05,
  },
  {
    strategy: 'fastest',
    weights: [1, 1, 1],
    even: [1 / 3, 1 / 3, 1 / 3],
    slowLeast: 0.01,
    slowMost: 0.25,
    within: 0.12,
  },
];

describe.each(shares)('$strategy', ({ strategy, weights, even, slowLeast, slowMost, within }) => {
  const servers = (): SimulatedServer[] =>
    ['a', 'b', 'c'].map((slug, n) => server(slug, { weight: weights[n] ?? 1 }));

  test('10,000 requests: even, slowed down, left, and come back', () => {
    const simulation = createSimulation(strategy, servers());

    const calm = run(simulation, 2_500);
    even.forEach((share, n) => expectShare(calm, 'abc'.charAt(n), share - within, share + within));

    change(simulation, 'c', { firstTokenMs: 1_000, restMs: 4_000 });
    run(simulation, 100);
    const slowed = run(simulation, 2_400);
    expectShare(slowed, 'c', slowLeast, slowMost);

    change(simulation, 'c', { firstTokenMs: 200, restMs: 800, isUp: false });
    run(simulation, 100);
    const without = run(simulation, 2_400);
    expectShare(without, 'c', 0, 0);
    expect(without.answered).toBe(2_400);
    // Nobody who comes is sent to it but the circuit's probes: one in each pause, the longest being five minutes.
    expect(without.failed).toBeLessThanOrEqual(8);
    const [first, second] = even;
    expectShare(without, 'a', first / (first + second) - within, first / (first + second) + within);

    change(simulation, 'c', { isUp: true });
    run(simulation, 1_300);
    const recovered = run(simulation, 1_200);
    even.forEach((share, n) => expectShare(recovered, 'abc'.charAt(n), share - within, share + within));
  });

  test('a server that joins late gets its share, and no burst', () => {
    const simulation = createSimulation(strategy, servers());
    change(simulation, 'c', { isUp: false });
    run(simulation, 1_000);
    change(simulation, 'c', { isUp: true });
    let sent = 0;
    while (simulation.send(250) !== 'c' && sent < 2_000) sent += 1;
    expect(sent).toBeLessThan(2_000);
    const burst = Array.from({ length: 10 }, () => simulation.send(50)).filter((slug) => slug === 'c').length;
    expect(burst).toBeLessThanOrEqual(6);
    const share = even[2];
    expectShare(run(simulation, 1_000), 'c', share - within, share + within);
  });
});

test('least-in-flight fills servers by what they take at once', () => {
  const simulation = createSimulation('least-in-flight', [
    server('a', { maxConcurrent: 8, firstTokenMs: 1 }),
    server('b', { maxConcurrent: 2, firstTokenMs: 1 }),
  ]);
  const busy = run(simulation, 5_000, 100);
  expectShare(busy, 'a', 0.75, 0.85);
});

test('fastest sends most to a server that is five times as fast, and still looks at the other', () => {
  const simulation = createSimulation('fastest', [server('a'), server('b', { firstTokenMs: 1_000 })]);
  // By what is in flight as well: with two at the fast one a request is about as soon begun at the other.
  expectShare(run(simulation, 5_000, 400), 'b', 0.01, 0.25);
});

describe('prefix-affinity', () => {
  const five = (): SimulatedServer[] => ['a', 'b', 'c', 'd', 'e'].map((slug) => server(slug));

  /**
   * 200 conversations in turn. Each turn is held against the server that answered the conversation's first one: how many
   * of its turns came back there, by that server.
   */
  function converse(simulation: Simulation, turns: number, homes = new Map<string, string>()) {
    const turnsOf: Record<string, { kept: number; moved: number }> = {};
    for (let n = 0; n < turns; n += 1) {
      const conversation = `conversation ${(n * 7919) % 200}`;
      const answeredBy = simulation.send(100, conversation);
      if (answeredBy === null) throw new Error('nobody answered');
      const home = homes.get(conversation) ?? answeredBy;
      homes.set(conversation, home);
      const of = (turnsOf[home] ??= { kept: 0, moved: 0 });
      of[home === answeredBy ? 'kept' : 'moved'] += 1;
    }
    return { homes, turnsOf, counts: simulation.take() };
  }

  function keptShare(turnsOf: Record<string, { kept: number; moved: number }>): number {
    const sum = (what: 'kept' | 'moved'): number =>
      Object.values(turnsOf).reduce((total, one) => total + one[what], 0);
    return sum('kept') / (sum('kept') + sum('moved'));
  }

  test('10,000 requests: at least 90 % of the turns of 200 conversations stay with their server', () => {
    const simulation = createSimulation('prefix-affinity', five());
    const { turnsOf, counts } = converse(simulation, 10_000);
    expect(keptShare(turnsOf)).toBeGreaterThanOrEqual(0.9);
    for (const slug of 'abcde') {
      const share = (counts[slug] ?? 0) / 10_000;
      expect(share).toBeGreaterThan(0.12);
      expect(share).toBeLessThan(0.3);
    }
  });

  test('a lost server moves its own conversations and hardly anybody else’s, and gets them back', () => {
    const simulation = createSimulation('prefix-affinity', five());
    const { homes } = converse(simulation, 5_000);
    change(simulation, 'c', { isUp: false });
    const { c, ...others } = converse(simulation, 5_000, new Map(homes)).turnsOf;
    expect(c?.kept).toBe(0);
    expect(c?.moved).toBeGreaterThan(500);
    expect(keptShare(others)).toBeGreaterThanOrEqual(0.97);
    change(simulation, 'c', { isUp: true });
    converse(simulation, 4_000, new Map(homes));
    expect(keptShare(converse(simulation, 5_000, new Map(homes)).turnsOf)).toBeGreaterThanOrEqual(0.95);
  });
});
