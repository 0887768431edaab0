import { message } from '../../../shared/i18n/index.ts';
import { firstOf } from '../exchange.ts';
import { isObject, numberAt, parseJson, textAt } from '../fields.ts';
import { flawed, notApplicable, pass } from '../judgement.ts';
import type { Check, Judgement } from '../judgement.ts';
import { outcomeOf } from '../read-error.ts';
import type { Outcome } from '../read-error.ts';
import { sayOutcome } from '../say.ts';
import type { ChatStream } from '../read-chat.ts';
import { isCut, lastLines, streamOf, withoutStream } from './stream-seen.ts';
import type { SeenStream } from './stream-seen.ts';

/**
 * A call of a tool in a stream (OpenAI API reference): each delta has its `index`, the first of a call its `id` and name, the
 * pieces of `arguments` make JSON together, and the finish reason is `tool_calls`.
 */
export const toolStream: Check = {
  id: 'tool-stream',
  types: ['chat'],
  quickFor: [],
  steps: ['stream', 'tool-stream'],
  appliesTo: ({ model }) =>
    model.capabilities !== null && !model.capabilities.includes('tools')
      ? message('check.not.noTools')
      : null,
  judge(context) {
    if (streamOf(context) === null) return withoutStream(context);
    const exchange = firstOf(context.seen, 'tool-stream');
    const outcome = outcomeOf(exchange);
    const evidence = { exchange: exchange ?? null };
    if (outcome.kind !== 'answered') {
      return isAboutTools(outcome)
        ? notApplicable(sayOutcome(outcome), evidence)
        : flawed('tool-call-refused', sayOutcome(outcome), evidence);
    }
    const seen = streamOf(context, 'tool-stream');
    if (seen === null || isCut(seen)) return notApplicable(message('check.not.noStream'), evidence);
    if (seen.stream.toolCalls.length === 0) return withoutCall(seen);
    const wrong = wrongIn(seen.stream);
    const lines = lastLines(seen.stream, 6);
    return wrong.length === 0
      ? pass(message('check.saw.toolCall'), { ...evidence, lines })
      : flawed('tool-call-shape', message('check.saw.missing', { what: wrong.join(', ') }), {
          ...evidence,
          lines,
        });
  },
};

/** With `tool_choice: "required"` words are wrong, unless its limit cut what was to become a call, as at KoboldCpp 1.115. */
function withoutCall({ exchange, stream }: SeenStream): Judgement {
  return stream.finishReason === 'length'
    ? notApplicable(message('check.not.noCall'), { exchange })
    : flawed('tool-call-ignored', message('check.saw.noCall'), { exchange });
}

/** Ollama: "does not support tools"; vLLM: '"auto" tool choice requires --enable-auto-tool-choice'. */
function isAboutTools(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.status < 500 && /tool/i.test(outcome.said);
}

/** Members that a call lacks, by the name of each. */
function wrongIn({ toolCalls, finishReason }: ChatStream): string[] {
  const first = toolCalls[0];
  const has: Record<string, boolean> = {
    index: toolCalls.every((call) => numberAt(call, 'index') !== null),
    id: textAt(first, 'id') !== null,
    'function.name': (textAt(first, 'function', 'name') ?? '') !== '',
    'function.arguments': finishReason === 'length' || argumentsOf(toolCalls).every(isJsonObject),
    'finish_reason "tool_calls"': finishReason === 'tool_calls' || finishReason === 'length',
  };
  return Object.keys(has).filter((name) => has[name] === false);
}

/** The arguments of each call, put together of their pieces. */
function argumentsOf(toolCalls: readonly unknown[]): string[] {
  const whole = new Map<number | null, string>();
  for (const call of toolCalls) {
    const index = numberAt(call, 'index');
    whole.set(index, (whole.get(index) ?? '') + (textAt(call, 'function', 'arguments') ?? ''));
  }
  return [...whole.values()];
}

function isJsonObject(text: string): boolean {
  return isObject(parseJson(text));
}
