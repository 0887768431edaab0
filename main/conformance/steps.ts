/** What is sent, in which order, and what an earlier answer makes needless. Decides; sends nothing. */
import type { CheckDepth } from '../../shared/conformance.ts';
import { isBusy } from './busy.ts';
import { firstOf } from './exchange.ts';
import type { CheckRequest, Exchange, Seen, StepId } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import { outcomeOf } from './read-error.ts';
import { readWhole } from './read-chat.ts';
import * as requests from './requests.ts';
import { pickStop } from './stop-word.ts';

export interface StepContext {
  facts: CheckFacts;
  depth: CheckDepth;
  seen: Seen;
}

export interface Step {
  /** The most that it sends; the plan counts it. */
  plan(facts: CheckFacts, depth: CheckDepth): readonly CheckRequest[];
  /** What it sends now; the plan unless told. Empty: it is not needed, or what it builds on was not seen. */
  now?(context: StepContext): readonly CheckRequest[];
  /** All at the same time. */
  isAtOnce?: boolean;
  /** Asks again, after a moment, as long as this is true of the newest answer. */
  mustAskAgain?(facts: CheckFacts, newest: Exchange): boolean;
}

/** The loaded context, where a prompt longer than it can be afforded. */
export const longestContext = 16_384;
const one = (build: (facts: CheckFacts) => CheckRequest): Step => ({ plan: (facts) => [build(facts)] });

const isRefused = (seen: Seen, id: StepId): boolean => {
  const exchange = firstOf(seen, id);
  return exchange !== undefined && outcomeOf(exchange).kind !== 'answered';
};

const wasSent = (seen: Seen, id: StepId): boolean => firstOf(seen, id) !== undefined;

/** How often a server is asked whether it still generates, and what lies between. */
const busyLooks = 3;
export const betweenLooksMs = 1_000;

function lookAtBusy(times: number): Step {
  return {
    plan: ({ busy }) => (busy === null ? [] : Array<CheckRequest>(times).fill(requests.busyLook(busy.path))),
    now: ({ facts: { busy } }) => (busy === null ? [] : [requests.busyLook(busy.path)]),
    mustAskAgain: ({ busy }, newest) => busy !== null && times > 1 && isBusy(busy, newest) === true,
  };
}

export const steps: Readonly<Record<StepId, Step>> = {
  models: one(requests.modelList),
  chat: one(requests.plainChat),
  stream: one(requests.streamed),
  'stream-usage': one(requests.streamedWithUsage),
  stop: {
    plan: (facts) => [requests.stopped(facts, 'seven')],
    now({ facts, seen }) {
      const chat = firstOf(seen, 'chat');
      const stop = chat === undefined ? null : pickStop(readWhole(chat)?.text ?? '');
      return stop === null ? [] : [requests.stopped(facts, stop)];
    },
  },
  'max-tokens': one((facts) => requests.limited(facts, requests.smallLimit)),
  'max-completion-tokens': one((facts) => requests.limitedTheNewWay(facts, requests.smallLimit)),
  'blind-max-tokens': {
    // In such a context DB-GPT's own `max_tokens` leaves no room for a prompt.
    plan: (facts) =>
      (facts.model.context.loaded ?? Infinity) <= requests.blindMaxTokens
        ? [requests.blindlyLimited(facts)]
        : [],
  },
  history: one(requests.history),
  'system-only': {
    plan: (facts) => [requests.systemOnly(facts)],
    now: ({ facts, seen }) => (isRefused(seen, 'history') ? [requests.systemOnly(facts)] : []),
  },
  'order-only': {
    plan: (facts, depth) => (depth === 'full' ? [requests.orderOnly(facts)] : []),
    now: ({ facts, depth, seen }) =>
      depth === 'full' && isRefused(seen, 'system-only') ? [requests.orderOnly(facts)] : [],
  },
  'json-mode': one(requests.inJson),
  'tool-stream': one(requests.withTool),
  'bad-json': one(requests.brokenJson),
  'unknown-model': {
    // A quick check has five requests: a refused history takes the place of this one.
    plan: (facts, depth) => (depth === 'full' ? [requests.unknownModel(facts)] : []),
    now: ({ facts, depth, seen }) =>
      depth === 'quick' && wasSent(seen, 'system-only') ? [] : [requests.unknownModel(facts)],
  },
  'too-long': {
    plan: (facts) => {
      const context = affordableContext(facts);
      return context === null ? [] : [requests.tooLong(facts, context)];
    },
  },
  concurrency: { plan: requests.atOnce, isAtOnce: true },
  'busy-before': lookAtBusy(1),
  abort: one(requests.longStream),
  'after-abort': {
    plan: (facts) => [requests.afterLeaving(facts)],
    now: ({ facts, seen }) =>
      firstOf(seen, 'abort')?.ending === 'closed' ? [requests.afterLeaving(facts)] : [],
  },
  'busy-after': lookAtBusy(busyLooks),
  embeddings: one(requests.embedded),
};

/** The loaded context where a prompt over it may be sent: known, small, and on this machine. */
export function affordableContext({ model, location }: CheckFacts): number | null {
  const { loaded } = model.context;
  return location === 'this-machine' && loaded !== null && loaded <= longestContext ? loaded : null;
}
