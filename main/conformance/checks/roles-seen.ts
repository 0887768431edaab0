/**
 * One history as DB-GPT sends it tells of both the system role and the order of roles: only where it is refused, more
 * requests find out which of them it was.
 */
import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange, StepId } from '../exchange.ts';
import { flawed, notApplicable } from '../judgement.ts';
import type { JudgeContext, Judgement } from '../judgement.ts';
import { outcomeOf } from '../read-error.ts';
import type { Outcome } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

export const roleSteps: readonly StepId[] = ['stream', 'history', 'system-only', 'order-only'];

export interface RoleAnswer {
  exchange: Exchange;
  outcome: Outcome;
  isTaken: boolean;
}

/** Null where it was not sent. */
export function answerTo({ seen }: JudgeContext, id: StepId): RoleAnswer | null {
  const exchange = firstOf(seen, id);
  if (exchange === undefined) return null;
  const outcome = outcomeOf(exchange);
  return { exchange, outcome, isTaken: outcome.kind === 'answered' };
}

/** A server that refuses every stream says nothing about roles. */
export function refusedRole(
  flaw: 'system-role-refused' | 'role-order-refused',
  context: JudgeContext,
  { exchange, outcome }: RoleAnswer,
): Judgement {
  if (outcome.kind === 'answered' || answerTo(context, 'stream')?.isTaken !== true) {
    return notApplicable(message('check.not.noStream'), { exchange });
  }
  return flawed(flaw, sayOutcome(outcome), { exchange });
}
