import { message } from '../../../shared/i18n/index.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { isCut, lastLines, streamOf, withoutStream } from './stream-seen.ts';

/**
 * How a stream ends: a `finish_reason`, then `[DONE]`. DB-GPT needs neither; ModelTray takes a stream that has neither for
 * one that was cut. Hugging Face's `transformers serve` sends no `[DONE]`.
 */
export const streamEnd: Check = {
  id: 'stream-end',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream'],
  judge(context) {
    const seen = streamOf(context);
    if (seen === null) return withoutStream(context);
    const { exchange, stream } = seen;
    const evidence = { exchange, lines: lastLines(stream, 3) };
    if (isCut(seen)) {
      return flawed('stream-cut', message(`check.saw.ending.${exchange.ending}`), evidence);
    }
    if (!stream.isDone && stream.finishReason === null) {
      return flawed('stream-cut', message('check.saw.noEnd'), evidence);
    }
    if (!stream.isDone) return flawed('done-missing', message('check.saw.noDone'), evidence);
    return stream.finishReason === null
      ? flawed('finish-missing', message('check.saw.noFinish'), evidence)
      : pass(message('check.saw.end', { reason: stream.finishReason }), evidence);
  },
};
