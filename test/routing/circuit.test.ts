import { expect, test } from 'vitest';
import { circuitOutcomeOf, createCircuit } from '../../main/routing/circuit.ts';
import type { Circuit, CircuitOutcome, CircuitTicket } from '../../main/routing/circuit.ts';
import type { Failure } from '../../main/routing/failure.ts';

function run(circuit: Circuit, outcome: CircuitOutcome, atMs: number): void {
  const ticket = circuit.begin(atMs, true);
  if (ticket !== null) circuit.report(ticket, outcome, atMs);
}

function fail(circuit: Circuit, times: number, atMs = 0): void {
  for (let n = 0; n < times; n += 1) run(circuit, 'failure', atMs);
}

function begun(circuit: Circuit, atMs: number): CircuitTicket {
  const ticket = circuit.begin(atMs);
  if (ticket === null) throw new Error('the circuit let nothing through');
  return ticket;
}

test('five failures in a row open it for twenty seconds; four do not', () => {
  const circuit = createCircuit();
  fail(circuit, 4);
  expect(circuit.state(0)).toEqual({ kind: 'closed', failures: 4, failedAgoMs: 0 });
  expect(circuit.begin(0)).not.toBeNull();
  fail(circuit, 1);
  expect(circuit.state(5_000)).toEqual({ kind: 'open', failures: 5, retryInMs: 15_000 });
  expect(circuit.begin(19_999)).toBeNull();
});

test('an answer in between starts the count again', () => {
  const circuit = createCircuit();
  fail(circuit, 4);
  run(circuit, 'success', 0);
  fail(circuit, 4);
  expect(circuit.state(0).kind).toBe('closed');
});

test('after the pause exactly one request may try', () => {
  const circuit = createCircuit();
  fail(circuit, 5);
  expect(circuit.state(20_000)).toEqual({ kind: 'half-open', failures: 5, isProbing: false });
  const probe = begun(circuit, 20_000);
  expect(circuit.state(20_000)).toMatchObject({ isProbing: true });
  expect(circuit.begin(20_001)).toBeNull();
  circuit.report(probe, 'success', 20_500);
  expect(circuit.state(20_500)).toEqual({ kind: 'closed', failures: 0, failedAgoMs: null });
});

test('each failed probe doubles the pause, up to five minutes', () => {
  const circuit = createCircuit();
  fail(circuit, 5);
  let nowMs = 0;
  const pauses: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    const state = circuit.state(nowMs);
    if (state.kind !== 'open') throw new Error(state.kind);
    pauses.push(state.retryInMs);
    nowMs += state.retryInMs;
    circuit.report(begun(circuit, nowMs), 'failure', nowMs);
  }
  expect(pauses).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

test('after a success the pauses begin anew', () => {
  const circuit = createCircuit();
  fail(circuit, 5);
  circuit.report(begun(circuit, 20_000), 'failure', 20_000);
  circuit.report(begun(circuit, 60_000), 'success', 60_000);
  fail(circuit, 5, 60_000);
  expect(circuit.state(60_000)).toMatchObject({ kind: 'open', retryInMs: 20_000 });
});

test('a probe that says nothing of the server gives its place to the next', () => {
  const circuit = createCircuit();
  fail(circuit, 5);
  circuit.report(begun(circuit, 20_000), 'neutral', 21_000);
  expect(circuit.state(21_000)).toEqual({ kind: 'half-open', failures: 5, isProbing: false });
  expect(circuit.begin(21_000)).not.toBeNull();
});

test('what began before it opened neither closes it nor makes the pause longer', () => {
  const circuit = createCircuit();
  const early = [begun(circuit, 0), begun(circuit, 0)] as const;
  fail(circuit, 5);
  circuit.report(early[0], 'success', 1_000);
  circuit.report(early[1], 'failure', 1_000);
  expect(circuit.state(1_000)).toMatchObject({ kind: 'open', retryInMs: 19_000 });
});

test('a forced request goes through an open circuit: it closes it by its success and costs nothing by its failure', () => {
  const circuit = createCircuit();
  fail(circuit, 5);
  run(circuit, 'failure', 5_000);
  expect(circuit.state(5_000)).toMatchObject({ kind: 'open', retryInMs: 15_000 });
  run(circuit, 'success', 6_000);
  expect(circuit.state(6_000).kind).toBe('closed');
});

test('waking closes it, and what began before sleep counts no more', () => {
  const circuit = createCircuit();
  const asleep = Array.from({ length: 5 }, () => begun(circuit, 0));
  fail(circuit, 5);
  circuit.reset();
  expect(circuit.state(0)).toEqual({ kind: 'closed', failures: 0, failedAgoMs: null });
  for (const ticket of asleep) circuit.report(ticket, 'failure', 0);
  expect(circuit.state(0)).toMatchObject({ kind: 'closed', failures: 0 });
});

const failures: readonly (readonly [Failure, CircuitOutcome, whileLoading: CircuitOutcome])[] = [
  [{ kind: 'unreachable', reason: 'refused' }, 'failure', 'neutral'],
  [{ kind: 'unreachable', reason: 'connect-timeout' }, 'failure', 'neutral'],
  [{ kind: 'unreachable', reason: 'own-address' }, 'neutral', 'neutral'],
  [{ kind: 'unreachable', reason: 'out-of-reach' }, 'neutral', 'neutral'],
  [{ kind: 'reset' }, 'failure', 'neutral'],
  [{ kind: 'bad-answer', status: 500, said: null }, 'failure', 'neutral'],
  [{ kind: 'bad-answer', status: 200, said: 'no' }, 'failure', 'neutral'],
  [{ kind: 'bad-answer', status: 404, said: null }, 'neutral', 'neutral'],
  [{ kind: 'html', status: 200 }, 'failure', 'failure'],
  [{ kind: 'cut' }, 'failure', 'failure'],
  [{ kind: 'timeout', afterMs: 1 }, 'failure', 'failure'],
  [{ kind: 'first-byte-timeout', afterMs: 1 }, 'failure', 'failure'],
  [{ kind: 'not-http' }, 'failure', 'failure'],
  [{ kind: 'empty', status: 200 }, 'failure', 'failure'],
  [{ kind: 'loading' }, 'neutral', 'neutral'],
  [{ kind: 'rate-limited', status: 429, said: null }, 'neutral', 'neutral'],
  [{ kind: 'unauthorized', status: 401 }, 'neutral', 'neutral'],
  [{ kind: 'locked-key' }, 'neutral', 'neutral'],
  [
    { kind: 'context-overflow', status: 400, said: null, promptTokens: 9, contextTokens: 8 },
    'neutral',
    'neutral',
  ],
];

test.each(failures)('%o is a %s for the circuit, and while a model loads a %s', (failure, usual, loading) => {
  expect(circuitOutcomeOf(failure, false)).toBe(usual);
  expect(circuitOutcomeOf(failure, true)).toBe(loading);
});
