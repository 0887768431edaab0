import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { isProperRefusal, outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

/** A body that breaks off is the client's mistake: 4xx, said as OpenAI says it. llama-server b10587 says 500. */
export const badJson: Check = {
  id: 'bad-json',
  types: ['chat', 'embedding'],
  quickFor: [],
  steps: ['bad-json'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'bad-json');
    if (exchange === undefined) return notApplicable(message('check.not.notSent'));
    const outcome = outcomeOf(exchange);
    if (outcome.kind === 'answered') {
      return flawed('bad-json-accepted', message('check.saw.badJsonAccepted'), { exchange });
    }
    const detail = sayOutcome(outcome);
    if (isProperRefusal(outcome)) return pass(detail, { exchange });
    return outcome.kind === 'refused' && outcome.status < 500
      ? flawed('bad-json-shape', detail, { exchange })
      : flawed('bad-json-status', detail, { exchange });
  },
};
