import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import type { FlawName } from '../flaws.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import { isProperRefusal, outcomeOf } from '../read-error.ts';
import type { Outcome } from '../read-error.ts';
import { tooLongWords } from '../requests.ts';
import { sayOutcome } from '../say.ts';
import { affordableContext, longestContext } from '../steps.ts';

/** Of the tokens that were sent: a server that counted fewer has not read the rest. */
const mostThatCanBeMissing = 0.1;

/**
 * A prompt of more tokens than the context holds. llama-server says so with 400; Ollama 0.32 and KoboldCpp 1.115 cut it and
 * answer with 200, which only their count of the prompt's tokens betrays.
 */
export const tooLong: Check = {
  id: 'too-long',
  types: ['chat'],
  quickFor: [],
  steps: ['too-long'],
  appliesTo(facts) {
    if (facts.model.context.loaded === null) return message('check.not.contextUnknown');
    if (facts.location !== 'this-machine') return message('check.not.notHere');
    return affordableContext(facts) === null
      ? message('check.not.contextLarge', { limit: longestContext })
      : null;
  },
  judge({ facts, seen }) {
    const exchange = firstOf(seen, 'too-long');
    if (exchange === undefined) return notApplicable(message('check.not.notSent'));
    const outcome = outcomeOf(exchange);
    if (outcome.kind === 'answered') return judgeCount(exchange, facts.model.context.loaded ?? 0);
    const detail = sayOutcome(outcome);
    if (isProperRefusal(outcome)) return pass(detail, { exchange });
    if (outcome.kind === 'no-answer' && outcome.why === 'silent') {
      return notApplicable(message('check.not.tooSlow'), { exchange });
    }
    return flawed(flawOf(outcome), detail, { exchange });
  },
};

function judgeCount(exchange: Exchange, context: number): Judgement {
  const sent = tooLongWords(context);
  const read = readWhole(exchange)?.usage?.prompt ?? null;
  if (read === null) return notApplicable(message('check.not.notCounted'), { exchange });
  return read < sent * (1 - mostThatCanBeMissing)
    ? flawed('truncated', message('check.saw.truncated', { sent, read }), { exchange })
    : pass(message('check.saw.allRead', { read, context }), { exchange });
}

function flawOf(outcome: Exclude<Outcome, { kind: 'answered' }>): FlawName {
  if (outcome.kind === 'error-in-200') return 'too-long-in-200';
  if (outcome.kind === 'no-answer') return 'too-long-dropped';
  return outcome.kind === 'refused' && outcome.status >= 500 ? 'too-long-status' : 'error-shape';
}
