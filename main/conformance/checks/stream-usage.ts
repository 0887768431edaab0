import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';
import { isCut, lastLines, streamOf, withoutStream } from './stream-seen.ts';

/** `stream_options.include_usage`: tokens come in an event of their own, whose `choices` is empty (OpenAI API reference). */
export const streamUsage: Check = {
  id: 'stream-usage',
  types: ['chat'],
  quickFor: [],
  steps: ['stream', 'stream-usage'],
  judge(context) {
    if (streamOf(context) === null) return withoutStream(context);
    const exchange = firstOf(context.seen, 'stream-usage');
    const outcome = outcomeOf(exchange);
    if (outcome.kind !== 'answered') {
      return flawed('stream-usage-refused', sayOutcome(outcome), { exchange: exchange ?? null });
    }
    const seen = streamOf(context, 'stream-usage');
    if (seen === null || isCut(seen)) {
      return notApplicable(message('check.not.noStream'), { exchange: exchange ?? null });
    }
    const evidence = { exchange: seen.exchange, lines: lastLines(seen.stream, 3) };
    return seen.stream.usage === null
      ? flawed('stream-usage-missing', message('check.saw.noUsage'), evidence)
      : pass(message('check.saw.usage', { ...seen.stream.usage }), evidence);
  },
};
