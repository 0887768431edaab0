import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import type { ChatAnswer } from '../read-chat.ts';
import { quote } from '../say.ts';
import { streamOf, withoutStream } from './stream-seen.ts';

/**
 * What DB-GPT makes of the answer's fields: it shows `content` and, from 0.7, `reasoning_content`; it drops `reasoning`, and
 * takes `<think>` for a part of the answer.
 */
export const readable: Check = {
  id: 'readable',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream', 'chat'],
  judge(context) {
    const seen = streamOf(context);
    if (seen === null) return withoutStream(context);
    const { exchange, stream } = seen;
    const chat = firstOf(context.seen, 'chat');
    const whole = chat === undefined ? null : readWhole(chat);
    const inStream = judgeFields(stream, exchange);
    if (inStream !== null) return inStream;
    const inWhole = whole === null || chat === undefined ? null : judgeThoughts(whole, chat);
    return (
      inWhole ??
      pass(message('check.saw.text', { text: quote(stream.text || stream.thoughts) }), { exchange })
    );
  },
};

function judgeFields(answer: ChatAnswer, exchange: Exchange): Judgement | null {
  const { text, thoughts, toolCalls } = answer;
  if (text.trim() === '' && thoughts.trim() === '') {
    return toolCalls.length > 0
      ? flawed('tool-calls-only', message('check.saw.toolCallsOnly'), { exchange })
      : flawed('blank', message('check.saw.blank'), { exchange });
  }
  return judgeThoughts(answer, exchange);
}

function judgeThoughts({ text, thoughtField }: ChatAnswer, exchange: Exchange): Judgement | null {
  if (thoughtField === 'reasoning') {
    return flawed('reasoning-field', message('check.saw.thoughtsIn', { field: thoughtField }), { exchange });
  }
  // Templates that open the tag themselves leave only its end in the answer.
  return /<\/?think>/.test(text) ? flawed('think-tags', message('check.saw.thinkTags'), { exchange }) : null;
}
