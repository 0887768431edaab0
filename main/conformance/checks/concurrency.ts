import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import type { Exchange } from '../exchange.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { readStream } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { markers } from '../requests.ts';
import { sayOutcome } from '../say.ts';
import { withoutStream } from './stream-seen.ts';

/** Four chats at the same time: DB-GPT sends up to five (0.6) or a hundred (0.7). */
export const concurrency: Check = {
  id: 'concurrency',
  types: ['chat'],
  quickFor: [],
  steps: ['stream', 'concurrency'],
  judge(context) {
    const { seen } = context;
    if (outcomeOf(firstOf(seen, 'stream')).kind !== 'answered') return withoutStream(context);
    const exchanges = seen.concurrency ?? [];
    const [first] = exchanges;
    if (first === undefined) return notApplicable(message('check.not.notSent'));
    const failed = exchanges.map((exchange) => ({ exchange, outcome: outcomeOf(exchange) }));
    for (const { exchange, outcome } of failed) {
      if (outcome.kind === 'answered') continue;
      const answered = failed.filter((one) => one.outcome.kind === 'answered').length;
      const detail = message('check.saw.notAll', {
        answered,
        sent: failed.length,
        said: sayOutcome(outcome),
      });
      return flawed('not-at-once', detail, { exchange });
    }
    const mixed = exchanges.find((exchange, at) => isAnothers(exchange, at));
    if (mixed !== undefined) return flawed('mixed-up', message('check.saw.mixedUp'), { exchange: mixed });
    const inTurn = isInTurn(exchanges);
    const evidence = { exchange: first };
    if (inTurn === null) return pass(message('check.saw.allAnswered', { count: exchanges.length }), evidence);
    return inTurn
      ? pass(message('check.saw.inTurn', { count: exchanges.length }), evidence)
      : pass(message('check.saw.atOnce', { count: exchanges.length }), evidence);
  },
};

/** It says the word that another request asked for, and not its own. */
function isAnothers(exchange: Exchange, at: number): boolean {
  const { text, thoughts } = readStream(exchange);
  const said = markers.filter((word) => (text + thoughts).includes(word));
  return said.length > 0 && !said.some((word) => word === markers[at]);
}

/** True where no answer began before the one before it had ended; null where they came too quickly to tell. */
export function isInTurn(exchanges: readonly Exchange[]): boolean | null {
  const spans = exchanges.map(spanOf).filter((span) => span !== null);
  if (spans.length < exchanges.length || spans.every(({ from, to }) => from === to)) return null;
  const ordered = spans.sort((a, b) => a.from - b.from);
  return ordered.every(({ from }, at) => at === 0 || from >= (ordered[at - 1]?.to ?? 0));
}

function spanOf(exchange: Exchange): { from: number; to: number } | null {
  const { pieces } = readStream(exchange);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: exchange.sentAtMs + first.atMs, to: exchange.sentAtMs + last.atMs };
}
