import { expect, test } from 'vitest';
import { createRoutingMemory } from '../../main/routing/memory.ts';
import type { AttemptOutcome, AttemptTicket, RoutingMemory } from '../../main/routing/memory.ts';
import type { Attempt } from '../../main/routing/plan.ts';
import { defaultLimits } from '../../shared/upstream-limits.ts';

const ref = { upstream: 'a', model: 'm' };
const attempt: Attempt = {
  ...ref,
  upstreamName: 'A',
  location: 'this-machine',
  health: 'healthy',
  pool: 0,
  limits: defaultLimits,
  contextTokens: null,
  isForced: false,
};

function begin(memory: RoutingMemory, atMs: number, facts: Partial<Attempt> = {}): AttemptTicket {
  const ticket = memory.begin({ ...attempt, ...facts }, [], atMs, true);
  if (ticket === null) throw new Error('the gate is shut');
  return ticket;
}

function run(memory: RoutingMemory, outcome: AttemptOutcome, atMs = 0, facts: Partial<Attempt> = {}): void {
  memory.report(begin(memory, atMs, facts), outcome, atMs);
}

const answered = (firstTokenMs: number | null, totalMs = 1_000, status = 200): AttemptOutcome => ({
  kind: 'answered',
  status,
  firstTokenMs,
  totalMs,
});
const refused: AttemptOutcome = {
  kind: 'failed',
  failure: { kind: 'unreachable', reason: 'refused' },
  isLoading: false,
};
const limited: AttemptOutcome = {
  kind: 'failed',
  failure: { kind: 'rate-limited', status: 429, said: null, retryAfterMs: 60_000 },
  isLoading: false,
};

test('five refused connections open the circuit; while a model loads they do not', () => {
  const memory = createRoutingMemory();
  for (let n = 0; n < 9; n += 1) run(memory, { ...refused, isLoading: true });
  expect(memory.circuit('a', 0).kind).toBe('closed');
  for (let n = 0; n < 5; n += 1) run(memory, refused);
  expect(memory.circuit('a', 0).kind).toBe('open');
  expect(memory.circuit('b', 0).kind).toBe('closed');
});

test('a connection that broke counts from the second try on: at first it may have gone stale', () => {
  const memory = createRoutingMemory();
  const broke: AttemptOutcome = { kind: 'failed', failure: { kind: 'reset' }, isLoading: false };
  for (let n = 0; n < 9; n += 1) run(memory, { ...broke, isFirstTry: true });
  expect(memory.circuit('a', 0)).toMatchObject({ kind: 'closed', failures: 0 });
  for (let n = 0; n < 5; n += 1) run(memory, { ...broke, isFirstTry: false });
  expect(memory.circuit('a', 0).kind).toBe('open');
});

test('a client that leaves never counts against a server, however often', () => {
  const memory = createRoutingMemory();
  for (let n = 0; n < 50; n += 1) run(memory, { kind: 'cancelled' });
  expect(memory.circuit('a', 0)).toEqual({ kind: 'closed', failures: 0, failedAgoMs: null });
});

test('nor does a client that leaves make up for a failure', () => {
  const memory = createRoutingMemory();
  for (let n = 0; n < 4; n += 1) run(memory, refused);
  run(memory, { kind: 'cancelled' });
  run(memory, refused);
  expect(memory.circuit('a', 0).kind).toBe('open');
});

test('an open circuit turns an attempt away unless it is the last that is left, or forced', () => {
  const memory = createRoutingMemory();
  for (let n = 0; n < 5; n += 1) run(memory, refused);
  expect(memory.begin(attempt, [], 0, false)).toBeNull();
  expect(memory.begin(attempt, [], 0, true)).not.toBeNull();
  expect(memory.begin({ ...attempt, isForced: true }, [], 0, false)).not.toBeNull();
});

test('a 429 is the model’s, and its answer ends the rest', () => {
  const memory = createRoutingMemory();
  run(memory, limited);
  expect(memory.rest(ref, 0)).toEqual({ remainingMs: 60_000, isTold: true });
  expect(memory.rest({ upstream: 'a', model: 'n' }, 0)).toBeNull();
  expect(memory.circuit('a', 0)).toMatchObject({ kind: 'closed', failures: 0 });
  run(memory, answered(100));
  expect(memory.rest(ref, 0)).toBeNull();
});

test('times are taken from answers, and a refusal at once makes nobody look fast', () => {
  const memory = createRoutingMemory();
  run(memory, answered(5, 6, 400));
  run(memory, refused);
  expect(memory.firstTokenMs(ref, 0)).toBeNull();
  run(memory, answered(800, 2_000));
  run(memory, answered(null, 2_000));
  expect(memory.firstTokenMs(ref, 0)).toBe(800);
  expect(memory.answerMs('a', 0)).toBe(2_000);
  expect(memory.firstTokenMs(ref, 60_000)).toBe(400);
});

test('waking closes circuits and ends rests, and what began before counts no more', () => {
  const memory = createRoutingMemory();
  const asleep = Array.from({ length: 5 }, () => begin(memory, 0));
  for (let n = 0; n < 5; n += 1) run(memory, refused);
  run(memory, limited, 0);
  memory.wake();
  expect(memory.circuit('a', 0).kind).toBe('closed');
  expect(memory.rest(ref, 0)).toBeNull();
  for (const ticket of asleep) memory.report(ticket, refused, 0);
  expect(memory.circuit('a', 0)).toMatchObject({ kind: 'closed', failures: 0 });
});

test('a server that is forgotten is a new one, and its neighbour whose name begins like it is not', () => {
  const memory = createRoutingMemory();
  run(memory, answered(800));
  run(memory, limited);
  run(memory, answered(300), 0, { upstream: 'a-2' });
  memory.forget('a');
  expect(memory.firstTokenMs(ref, 0)).toBeNull();
  expect(memory.answerMs('a', 0)).toBeNull();
  expect(memory.rest(ref, 0)).toBeNull();
  expect(memory.firstTokenMs({ upstream: 'a-2', model: 'm' }, 0)).toBe(300);
});

test('what is reported after its server was forgotten is not the new one’s', () => {
  const memory = createRoutingMemory();
  const tickets = Array.from({ length: 7 }, () => begin(memory, 0));
  memory.forget('a');
  begin(memory, 0);
  for (const [n, ticket] of tickets.entries()) {
    memory.report(ticket, [limited, answered(5)][n] ?? refused, 0);
  }
  expect(memory.circuit('a', 0)).toMatchObject({ kind: 'closed', failures: 0 });
  expect(memory.rest(ref, 0)).toBeNull();
  expect(memory.firstTokenMs(ref, 0)).toBeNull();
});
