/**
 * What routing remembers between requests: circuits, cooldowns, times and whose turn it is. In memory only; the core
 * holds one and the proxy reports to it. It has no time of its own.
 */
import type { ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Circuit, CircuitOptions, CircuitTicket } from './circuit.ts';
import { circuitOutcomeOf, createCircuit, defaultCircuit } from './circuit.ts';
import type { Cooldown, CooldownOptions } from './cooldown.ts';
import { createCooldown, defaultCooldown } from './cooldown.ts';
import type { Decaying } from './decaying.ts';
import { createDecaying } from './decaying.ts';
import type { Failure } from './failure.ts';
import type { RoutingRecall } from './live.ts';
import type { Attempt, Turn } from './plan.ts';
import type { PoolMemory } from './strategies/strategy.ts';
import { freshMemory } from './strategies/strategy.ts';
import { strategyRules } from './strategies/index.ts';

/** How an attempt ended. */
export type AttemptOutcome =
  /** An answer, a server's own 4xx included. Times count from sending, without the wait for a place. */
  | { kind: 'answered'; status: number; firstTokenMs: number | null; totalMs: number }
  /**
   * `isLoading`: the server was known to load a model, or said so. `isFirstTry`: the same candidate was not tried before
   * for this request, so that a connection that broke may only have gone stale (R10).
   */
  | { kind: 'failed'; failure: Failure; isLoading: boolean; isFirstTry?: boolean }
  /** The client left: that says nothing of the server. */
  | { kind: 'cancelled' };

/** What an attempt holds from `begin` to `report`. */
export interface AttemptTicket {
  readonly ref: ModelRef;
  readonly circuit: Circuit;
  readonly pass: CircuitTicket;
}

export interface RoutingMemory extends RoutingRecall {
  /**
   * The gate before an attempt, called once it has a place at its server and right before it is sent: counts the turn
   * and takes the half-open circuit's one probe. Null where the server is paused by now: go on with the next attempt,
   * this one does not count; the last one that is left (`isLast`) is always let through. Each ticket is answered by one
   * `report`.
   */
  begin(attempt: Attempt, turns: readonly Turn[], nowMs: number, isLast: boolean): AttemptTicket | null;
  report(ticket: AttemptTicket, outcome: AttemptOutcome, nowMs: number): void;
  /** A server was removed, or stands at another address: what is known of it is of another server. */
  forget(slug: string): void;
  /** The machine woke up: circuits close, cooldowns end, outcomes of what began before count no more (R11). */
  wake(): void;
}

export interface MemoryOptions {
  circuit?: CircuitOptions;
  cooldown?: CooldownOptions;
  /** Half-life of measured times. */
  halfLifeMs?: number;
}

const defaultHalfLifeMs = 60_000;

export function createRoutingMemory(options: MemoryOptions = {}): RoutingMemory {
  const { circuit = defaultCircuit, cooldown = defaultCooldown, halfLifeMs = defaultHalfLifeMs } = options;
  const circuits = createShelf<Circuit>(() => createCircuit(circuit));
  const cooldowns = createShelf<Cooldown>(() => createCooldown(cooldown));
  const firstTokens = createShelf<Decaying>(() => createDecaying(halfLifeMs));
  const answers = createShelf<Decaying>(() => createDecaying(halfLifeMs));
  const pools = new Map<string, PoolMemory>();

  const takeTurn = (attempt: Attempt, turns: readonly Turn[]): void => {
    const turn = turns.find(({ pool }) => pool === attempt.pool);
    if (turn === undefined) return;
    const before = pools.get(turn.poolId) ?? freshMemory;
    const picked = qualifiedId(attempt);
    const group = turn.groups.find((one) => one.some(({ id }) => id === picked)) ?? [];
    pools.set(turn.poolId, strategyRules[turn.strategy].advance(before, group, picked));
  };
  const answered = (ref: ModelRef, outcome: AttemptOutcome & { kind: 'answered' }, nowMs: number): void => {
    cooldowns.peek(qualifiedId(ref))?.reset();
    // A refusal comes at once: as a time it would make its server look fast.
    if (outcome.status >= 400) return;
    answers.get(ref.upstream).note(outcome.totalMs, nowMs);
    if (outcome.firstTokenMs !== null) firstTokens.get(qualifiedId(ref)).note(outcome.firstTokenMs, nowMs);
  };

  return {
    circuit: (slug, nowMs) =>
      circuits.peek(slug)?.state(nowMs) ?? { kind: 'closed', failures: 0, failedAgoMs: null },
    rest: (ref, nowMs) => cooldowns.peek(qualifiedId(ref))?.rest(nowMs) ?? null,
    firstTokenMs: (ref, nowMs) => firstTokens.peek(qualifiedId(ref))?.value(nowMs) ?? null,
    answerMs: (slug, nowMs) => answers.peek(slug)?.value(nowMs) ?? null,
    pool: (poolId) => pools.get(poolId) ?? freshMemory,
    begin(attempt, turns, nowMs, isLast) {
      const { upstream, model } = attempt;
      const held = circuits.get(upstream);
      const pass = held.begin(nowMs, attempt.isForced || isLast);
      if (pass === null) return null;
      takeTurn(attempt, turns);
      return { ref: { upstream, model }, circuit: held, pass };
    },
    report({ ref, circuit: held, pass }, outcome, nowMs) {
      // Its server was forgotten since: another may stand under the same name by now.
      if (circuits.peek(ref.upstream) !== held) return;
      if (outcome.kind === 'cancelled') held.report(pass, 'neutral', nowMs);
      else if (outcome.kind === 'answered') {
        held.report(pass, 'success', nowMs);
        answered(ref, outcome, nowMs);
      } else {
        const { failure, isLoading, isFirstTry = false } = outcome;
        const isStale = failure.kind === 'reset' && isFirstTry;
        held.report(pass, isStale ? 'neutral' : circuitOutcomeOf(failure, isLoading), nowMs);
        cooldowns.get(qualifiedId(ref)).note(failure, nowMs);
      }
    },
    forget(slug) {
      circuits.drop((key) => key === slug);
      answers.drop((key) => key === slug);
      for (const shelf of [cooldowns, firstTokens]) shelf.drop((key) => key.startsWith(`${slug}/`));
    },
    wake() {
      circuits.each((one) => one.reset());
      cooldowns.each((one) => one.reset());
    },
  };
}

/** Keyless objects by key, made when first needed. */
interface Shelf<Item> {
  get(key: string): Item;
  /** Does not make one. */
  peek(key: string): Item | undefined;
  each(visit: (item: Item) => void): void;
  drop(isDropped: (key: string) => boolean): void;
}

function createShelf<Item>(create: () => Item): Shelf<Item> {
  const items = new Map<string, Item>();
  return {
    get(key) {
      let item = items.get(key);
      if (item === undefined) {
        item = create();
        items.set(key, item);
      }
      return item;
    },
    peek: (key) => items.get(key),
    each: (visit) => items.forEach((item) => visit(item)),
    drop(isDropped) {
      for (const key of [...items.keys()].filter(isDropped)) items.delete(key);
    },
  };
}
