import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { listAt, parseJson } from '../fields.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';

/**
 * The same question once more, with a word of the first answer as the stop: the second one ends before it. DB-GPT sends
 * `stop` from 0.6.1 on. The finish reason does not count: KoboldCpp 1.115 says `length` there.
 */
export const stop: Check = {
  id: 'stop',
  types: ['chat'],
  quickFor: [],
  steps: ['chat', 'stop'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'stop');
    if (exchange === undefined) return notApplicable(message('check.not.noStopWord'));
    const outcome = outcomeOf(exchange);
    if (outcome.kind !== 'answered') return flawed('stop-refused', sayOutcome(outcome), { exchange });
    return judgeText(exchange, stopIn(exchange), firstOf(seen, 'chat'));
  },
};

function judgeText(exchange: Exchange, word: string, before: Exchange | undefined): Judgement {
  const answer = readWhole(exchange);
  const text = answer?.text ?? '';
  const whole = before === undefined ? '' : (readWhole(before)?.text ?? '');
  if (text.includes(word)) {
    return flawed('stop-ignored', message('check.saw.stopIgnored', { word }), { exchange });
  }
  const endsEarly = text.trim() !== '' && whole.startsWith(text.trimEnd()) && whole.length > text.length;
  return endsEarly || (text.trim() !== '' && answer?.finishReason === 'stop')
    ? pass(message('check.saw.stopped', { word }), { exchange })
    : notApplicable(message('check.not.stopNotReached', { word }), { exchange });
}

function stopIn({ request }: Exchange): string {
  const stop = listAt(parseJson(request.body ?? ''), 'stop')?.[0];
  return typeof stop === 'string' ? stop : '';
}
