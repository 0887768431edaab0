import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';

/** `usage` of a whole answer, which every one has (OpenAI API reference). */
export const chatUsage: Check = {
  id: 'chat-usage',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['chat'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'chat');
    const answer =
      exchange === undefined || outcomeOf(exchange).kind !== 'answered' ? null : readWhole(exchange);
    const evidence = { exchange: exchange ?? null };
    if (answer === null) return notApplicable(message('check.not.noChat'), evidence);
    const { usage } = answer;
    return usage === null || usage.prompt === 0
      ? flawed('usage-missing', message('check.saw.noUsage'), evidence)
      : pass(message('check.saw.usage', { ...usage }), evidence);
  },
};
