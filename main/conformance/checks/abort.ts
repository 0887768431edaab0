import { message } from '../../../shared/i18n/index.ts';
import { isBusy } from '../busy.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check, JudgeContext, Judgement } from '../judgement.ts';
import { readStream } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { longAnswerTokens } from '../requests.ts';
import { isInTurn } from './concurrency.ts';
import { firstTextMs } from './stream-seen.ts';

/** An answer whose rest would take less than this is over before anybody could see whether it was given up. */
const leastRestMs = 2_000;

/**
 * A client leaves a long answer after some words: does the server stop? Where it says whether it is generating, it is asked.
 * Elsewhere the next request tells, but only at a server that answers one after the other; at another one nothing can be
 * seen from outside, and that is said.
 */
export const abort: Check = {
  id: 'abort',
  types: ['chat'],
  quickFor: [],
  steps: ['stream', 'concurrency', 'busy-before', 'abort', 'after-abort', 'busy-after'],
  judge(context) {
    const left = firstOf(context.seen, 'abort');
    if (left === undefined) return notApplicable(message('check.not.notSent'));
    if (left.ending !== 'closed') return notApplicable(message('check.not.overBefore'), { exchange: left });
    return judgeBusy(context, left) ?? judgeNext(context, left);
  },
};

function judgeBusy({ facts, seen }: JudgeContext, left: Exchange): Judgement | null {
  const { busy } = facts;
  if (busy === null) return null;
  const looks = seen['busy-after'] ?? [];
  const [before, after] = [isBusy(busy, firstOf(seen, 'busy-before')), isBusy(busy, looks.at(-1))];
  if (before === null || after === null) return null;
  if (before) return notApplicable(message('check.not.busyBefore'), { exchange: left });
  const evidence = { exchange: left };
  return after
    ? flawed('runs-on', message('check.saw.stillBusy', { path: busy.path }), evidence)
    : pass(message('check.saw.idleAgain', { path: busy.path }), evidence);
}

function judgeNext({ seen }: JudgeContext, left: Exchange): Judgement {
  const evidence = { exchange: left };
  const restMs = restOf(left);
  if (restMs < leastRestMs) return notApplicable(message('check.not.tooFast'), evidence);
  const next = firstOf(seen, 'after-abort');
  if (outcomeOf(next).kind === 'refused') return notApplicable(message('check.not.nextRefused'), evidence);
  const waitedMs = firstTextMs(next);
  const usualMs = firstTextMs(firstOf(seen, 'stream'));
  if (waitedMs > usualMs * 3 + restMs / 2) {
    const detail = Number.isFinite(waitedMs)
      ? message('check.saw.nextWaited', { seconds: Math.round(waitedMs / 1000) })
      : message('check.saw.nextNever');
    return flawed('runs-on', detail, evidence);
  }
  return isInTurn(seen.concurrency ?? []) === true
    ? pass(message('check.saw.nextAtOnce'), evidence)
    : notApplicable(message('check.not.severalAtOnce'), evidence);
}

/** Milliseconds that the rest of the answer would have taken, by the pace of what came of it. */
function restOf(left: Exchange): number {
  const { pieces } = readStream(left);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined || pieces.length < 2) return 0;
  const perPieceMs = (last.atMs - first.atMs) / (pieces.length - 1);
  return perPieceMs * (longAnswerTokens - pieces.length);
}
