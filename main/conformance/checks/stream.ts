import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { listAt } from '../fields.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { readStream, readWhole } from '../read-chat.ts';
import type { ChatStream } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { sayOutcome } from '../say.ts';
import { dataLine } from './stream-seen.ts';

/**
 * A streamed answer, with everything at which the openai package for Python, or DB-GPT behind it, ends or shows nothing.
 * A missing space after `data:`, CRLF and comments are fine.
 */
export const stream: Check = {
  id: 'stream',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'stream');
    const outcome = outcomeOf(exchange);
    const evidence = { exchange: exchange ?? null };
    if (exchange === undefined || outcome.kind === 'answered') {
      return exchange === undefined
        ? flawed('stream-refused', message('check.saw.noEvents'), evidence)
        : judgeEvents(exchange, readStream(exchange));
    }
    const flaw =
      outcome.kind === 'error-in-200'
        ? 'stream-error-in-200'
        : outcome.kind === 'html'
          ? 'stream-no-sse'
          : 'stream-refused';
    return flawed(flaw, sayOutcome(outcome), evidence);
  },
};

function judgeEvents(exchange: Exchange, read: ChatStream): Judgement {
  if (read.events.length === 0) return judgeOther(exchange);
  const { unreadable, named, withoutChoices, error, choices, choicesWithoutDelta } = read;
  const seen = (data: string): { exchange: Exchange; lines: string[] } => ({
    exchange,
    lines: [dataLine(data)],
  });
  if (unreadable !== null) {
    return flawed('stream-unreadable-event', message('check.saw.unreadableEvent'), seen(unreadable));
  }
  if (named !== null) {
    return flawed('stream-named-event', message('check.saw.namedEvent', { line: named }), {
      exchange,
      lines: [named],
    });
  }
  if (withoutChoices !== null) {
    return flawed('stream-null-choices', message('check.saw.nullChoices'), seen(withoutChoices));
  }
  if (error !== null) {
    return flawed('stream-error-in-200', message('check.saw.errorInStream', { said: error }), { exchange });
  }
  if (choices > 0 && choices === choicesWithoutDelta) {
    return flawed('stream-no-delta', message('check.saw.noDelta'), { exchange });
  }
  const type = exchange.headers['content-type'] ?? '';
  return /event-stream/i.test(type)
    ? pass(message('check.saw.stream', { events: read.events.length }), { exchange })
    : flawed('stream-content-type', message('check.saw.contentType', { type: type || '–' }), { exchange });
}

/** No event at all: DB-GPT shows a blank answer for it. */
function judgeOther(exchange: Exchange): Judgement {
  const isWholeAnswer = listAt(readWhole(exchange)?.json, 'choices') !== null;
  return isWholeAnswer
    ? flawed('stream-in-json', message('check.saw.streamInJson'), { exchange })
    : flawed('stream-no-sse', message('check.saw.noEvents'), { exchange });
}
