import { message } from '../../../shared/i18n/index.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { repeated } from '../requests.ts';
import { quote } from '../say.ts';
import { dataLine, streamOf, withoutStream } from './stream-seen.ts';

/** A half of a surrogate pair: Python does not join it with its other half in the next event. */
const halfPair = /\p{Surrogate}/u;
const lost = '\ufffd';

/** Characters of several bytes stay whole, wherever a token, an event or a packet ends. */
export const unicode: Check = {
  id: 'unicode',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream'],
  judge(context) {
    const seen = streamOf(context);
    if (seen === null) return withoutStream(context);
    const { exchange, stream } = seen;
    const broken = stream.pieces.find(({ text }) => text.includes(lost) || halfPair.test(text));
    if (broken !== undefined) {
      const lines = stream.events
        .filter(({ data }) => data.includes(lost) || /\\ud[89a-f]|\\ufffd/i.test(data))
        .map(({ data }) => dataLine(data));
      return flawed('broken-characters', message('check.saw.brokenCharacters'), { exchange, lines });
    }
    const text = stream.text || stream.thoughts;
    if (!/[^\x00-\x7f]/.test(text)) return notApplicable(message('check.not.onlyAscii'), { exchange });
    return text.includes(repeated)
      ? pass(message('check.saw.sameCharacters'), { exchange })
      : pass(message('check.saw.wholeCharacters', { text: quote(text) }), { exchange });
  },
};
