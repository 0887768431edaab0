import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { isObject, parseJson } from '../fields.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { quote, sayOutcome } from '../say.ts';

/** `response_format: {"type":"json_object"}`: the answer is a JSON object and nothing around it. */
export const jsonMode: Check = {
  id: 'json-mode',
  types: ['chat'],
  quickFor: [],
  steps: ['chat', 'json-mode'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'json-mode');
    const outcome = outcomeOf(exchange);
    const evidence = { exchange: exchange ?? null };
    if (outcomeOf(firstOf(seen, 'chat')).kind !== 'answered') {
      return notApplicable(message('check.not.noChat'), evidence);
    }
    if (outcome.kind !== 'answered') return flawed('json-mode-refused', sayOutcome(outcome), evidence);
    const answer = exchange === undefined ? null : readWhole(exchange);
    const text = answer?.text.trim() ?? '';
    if (text === '') return notApplicable(message('check.not.onlyThoughts'), evidence);
    // Cut by its limit, an object has only begun.
    const isBegun = answer?.finishReason === 'length' && text.startsWith('{');
    return isBegun || isObject(parseJson(text))
      ? pass(message('check.saw.json', { text: quote(text) }), evidence)
      : flawed('json-mode-ignored', message('check.saw.notJsonText', { text: quote(text) }), evidence);
  },
};
