/**
 * The sending side of one run: sends the steps of its checks, each once, never more requests than the plan says, and keeps
 * what came. It judges nothing.
 */
import type { AbortSignalLike } from '../../shared/api.ts';
import type { CheckDepth } from '../../shared/conformance.ts';
import { isWithin } from '../../shared/location.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Net } from '../net/net.ts';
import type { CheckRequest, Exchange, Seen, StepId } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import { outcomeOf } from './read-error.ts';
import { cancelled, send } from './send.ts';
import { betweenLooksMs, steps } from './steps.ts';

export interface SessionOptions {
  facts: CheckFacts;
  depth: CheckDepth;
  key: string | null;
  net: Net;
  clock: Clock;
  signal: AbortSignalLike;
  /** The hard limit. */
  mostRequests: number;
}

export interface Session {
  /** Sends the step unless it was sent before. Rejects with an `AbortError`. */
  take(id: StepId): Promise<void>;
  seen(): Seen;
  /** In the order sent. */
  exchanges(): readonly Exchange[];
}

const silenceMs = 60_000;
/** A cold load from a slow disk takes minutes. */
const loadMs = 900_000;

export function createSession(options: SessionOptions): Session {
  const { facts, depth, clock, signal, mostRequests } = options;
  const seen: Partial<Record<StepId, readonly Exchange[]>> = {};
  const exchanges: Exchange[] = [];
  let sent = 0;

  /** What goes beyond the plan is left out, and the check that wanted it says so. */
  const sendAll = async (requests: readonly CheckRequest[]): Promise<Exchange[]> => {
    const allowed = requests.slice(0, mostRequests - sent);
    sent += allowed.length;
    const patience = { firstByteMs: mayLoad() ? loadMs : silenceMs, silenceMs };
    const came = await Promise.all(
      allowed.map((request) => send(request, { ...options, ...whereTo(facts, request), patience })),
    );
    exchanges.push(...came);
    return came;
  };

  const mayLoad = (): boolean =>
    depth === 'full' &&
    facts.model.loaded !== true &&
    isWithin(facts.location, 'private-network') &&
    !exchanges.some((one) => one.request.method === 'POST' && outcomeOf(one).kind === 'answered');

  /** Twice in a row nothing came: more requests would only make the user wait for each of them. */
  const isSilent = (): boolean =>
    exchanges.length >= 2 &&
    exchanges.slice(-2).every(({ ending, chunks }) => ending === 'silent' && chunks.length === 0);

  const sendInTurn = async (requests: readonly CheckRequest[]): Promise<Exchange[]> => {
    const came: Exchange[] = [];
    for (const request of requests) came.push(...(await sendAll([request])));
    return came;
  };

  return {
    async take(id) {
      if (seen[id] !== undefined || isSilent()) return;
      const step = steps[id];
      const wanted = step.now?.({ facts, depth, seen }) ?? step.plan(facts, depth);
      const came = step.isAtOnce === true ? await sendAll(wanted) : await sendInTurn(wanted);
      for (let newest = came.at(-1); came.length < step.plan(facts, depth).length; newest = came.at(-1)) {
        if (newest === undefined || step.mustAskAgain?.(facts, newest) !== true) break;
        await pause(clock, betweenLooksMs, signal);
        came.push(...(await sendAll([newest.request])));
      }
      if (came.length > 0) seen[id] = came;
    },
    seen: () => seen,
    exchanges: () => exchanges,
  };
}

function whereTo(
  { origin, apiPath, nativePath, reach }: CheckFacts,
  { below, path }: CheckRequest,
): { origin: string; path: string; reach: CheckFacts['reach'] } {
  return { origin, path: (below === 'api' ? apiPath : nativePath) + path, reach };
}

function pause(clock: Clock, ms: number, signal: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      stop();
      reject(cancelled());
    };
    const stop = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
