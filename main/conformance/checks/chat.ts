import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { listAt, memberAt, objectAt, textAt } from '../fields.ts';
import { flawed, pass } from '../judgement.ts';
import type { Check } from '../judgement.ts';
import { readWhole } from '../read-chat.ts';
import type { ChatAnswer } from '../read-chat.ts';
import { outcomeOf } from '../read-error.ts';
import { quote, sayOutcome } from '../say.ts';

/** A whole answer (OpenAI API reference, "The chat completion object"). */
export const chat: Check = {
  id: 'chat',
  types: ['chat'],
  quickFor: ['chat'],
  steps: ['chat'],
  judge({ seen }) {
    const exchange = firstOf(seen, 'chat');
    const outcome = outcomeOf(exchange);
    const evidence = { exchange: exchange ?? null };
    if (outcome.kind !== 'answered') {
      const flaw = outcome.kind === 'error-in-200' ? 'chat-error-in-200' : 'chat-refused';
      return flawed(flaw, sayOutcome(outcome), evidence);
    }
    const answer = exchange === undefined ? null : readWhole(exchange);
    if (answer === null) return flawed('chat-shape', message('check.saw.notJson'), evidence);
    const missing = missingIn(answer.json);
    if (missing.length > 0) {
      return flawed('chat-shape', message('check.saw.missing', { what: missing.join(', ') }), evidence);
    }
    if (isBlank(answer)) return flawed('chat-blank', message('check.saw.blank'), evidence);
    return pass(message('check.saw.text', { text: quote(answer.text || answer.thoughts) }), evidence);
  },
};

/** Members that a whole answer always has, and this one lacks. */
function missingIn(json: Record<string, unknown>): string[] {
  const choice = listAt(json, 'choices')?.[0];
  if (choice === undefined) return ['choices'];
  const message = objectAt(choice, 'message');
  if (message === null) return ['choices[0].message'];
  const has: Record<string, boolean> = {
    id: textAt(json, 'id') !== null,
    object: textAt(json, 'object') === 'chat.completion',
    'choices[0].message.role': textAt(message, 'role') === 'assistant',
    'choices[0].message.content':
      textAt(message, 'content') !== null || memberAt(message, 'content') === null,
    'choices[0].finish_reason': textAt(choice, 'finish_reason') !== null,
  };
  return Object.keys(has).filter((name) => has[name] === false);
}

function isBlank({ text, thoughts, toolCalls }: ChatAnswer): boolean {
  return text.trim() === '' && thoughts.trim() === '' && toolCalls.length === 0;
}
