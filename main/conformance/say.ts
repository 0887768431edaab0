import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { Outcome } from './read-error.ts';

/** What came in an answer's place, in words. */
export function sayOutcome(outcome: Exclude<Outcome, { kind: 'answered' }>): Message {
  switch (outcome.kind) {
    case 'no-answer':
      return message('check.saw.noAnswer', { why: message(`check.why.${outcome.why}`) });
    case 'redirect':
      return message('check.saw.redirect', { status: outcome.status, to: outcome.to });
    case 'refused':
      return outcome.said === ''
        ? message('check.saw.refusedMutely', { status: outcome.status })
        : message('check.saw.refused', { status: outcome.status, said: outcome.said });
    case 'error-in-200':
      return message('check.saw.errorIn200', { said: outcome.said });
    case 'html':
      return message('check.saw.page');
  }
}

/** The beginning of a text of the server's, for a sentence. */
export function quote(text: string, length = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : line;
}
