import { message } from '../../../shared/i18n/index.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { dataLine, streamOf, withoutStream } from './stream-seen.ts';

/** The first delta says whose words follow (OpenAI API reference, "The chat completion chunk object"). */
export const streamRole: Check = {
  id: 'stream-role',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream'],
  judge(context) {
    const seen = streamOf(context);
    if (seen === null) return withoutStream(context);
    const { exchange, stream } = seen;
    const evidence = { exchange, lines: stream.events.slice(0, 2).map(({ data }) => dataLine(data)) };
    return stream.role === null
      ? flawed('role-missing', message('check.saw.noRole'), evidence)
      : pass(message('check.saw.role', { role: stream.role }), evidence);
  },
};
