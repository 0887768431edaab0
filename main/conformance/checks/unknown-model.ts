import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { FlawName } from '../flaws.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { isProperRefusal, outcomeOf } from '../read-error.ts';
import type { Outcome } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

/**
 * A name that no server has: a forgotten `PROXYLLM_BACKEND` asks for `gpt-3.5-turbo`. A server with one model may answer
 * with it, as llama-server does; one with several that takes just any of them misleads.
 */
export const unknownModel: Check = {
  id: 'unknown-model',
  types: ['chat', 'embedding'],
  quickFor: ['chat'],
  steps: ['unknown-model'],
  judge({ facts, seen }) {
    const exchange = firstOf(seen, 'unknown-model');
    if (exchange === undefined) {
      const isReplaced = firstOf(seen, 'system-only') !== undefined;
      return notApplicable(message(isReplaced ? 'check.not.fiveRequests' : 'check.not.notSent'));
    }
    const outcome = outcomeOf(exchange);
    if (outcome.kind === 'answered') {
      return facts.modelIds.length <= 1
        ? pass(message('check.saw.onlyModel'), { exchange })
        : flawed('other-model', message('check.saw.otherModel'), { exchange });
    }
    const detail = sayOutcome(outcome);
    return isProperRefusal(outcome) || (outcome.kind === 'error-in-200' && outcome.isEvent)
      ? pass(detail, { exchange })
      : flawed(errorFlaw(outcome), detail, { exchange });
  },
};

/** What is wrong with an error as such. */
function errorFlaw(outcome: Exclude<Outcome, { kind: 'answered' }>): FlawName {
  if (outcome.kind === 'error-in-200') return 'error-in-200';
  if (outcome.kind === 'no-answer') return 'error-dropped';
  return outcome.kind === 'refused' && outcome.status >= 500 ? 'error-status' : 'error-shape';
}
