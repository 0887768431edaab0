import { message } from '../../../shared/i18n/index.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import type { ChatStream } from '../read-chat.ts';
import { estimateTokens } from '../tokens.ts';
import { streamOf, withoutStream } from './stream-seen.ts';

/** Fewer tokens may well come at once. */
const fewestTokens = 8;
/** Words that come within so short a time, after so long a wait, were held back by something on the way. */
const atOnceMs = 50;
const longWaitMs = 2_000;

/** Words as they are made, or all of them at the end. */
export const streamCadence: Check = {
  id: 'stream-cadence',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['stream'],
  judge(context) {
    const seen = streamOf(context);
    if (seen === null) return withoutStream(context);
    const { exchange, stream } = seen;
    const evidence = { exchange, lines: stream.pieces.slice(0, 3).map(({ text }) => text) };
    const tokens = stream.usage?.completion ?? estimateTokens(stream.text + stream.thoughts);
    if (tokens < fewestTokens) return notApplicable(message('check.not.shortAnswer', { tokens }), evidence);
    return isOneLump(stream)
      ? flawed('one-lump', message('check.saw.oneLump', { tokens, pieces: stream.pieces.length }), evidence)
      : pass(message('check.saw.pieces', { tokens, pieces: stream.pieces.length }), evidence);
  },
};

function isOneLump({ pieces }: ChatStream): boolean {
  const first = pieces[0]?.atMs ?? 0;
  const last = pieces.at(-1)?.atMs ?? 0;
  return pieces.length === 1 || (first >= longWaitMs && last - first < atOnceMs);
}
