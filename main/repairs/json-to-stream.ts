import type { Json } from './json.ts';
import { choiceIndex, isObject, objectsAt, without } from './json.ts';

/** Where a stream's usage goes: onto the finish, into an event of its own as the API has it, or nowhere. */
export type UsagePlace = 'finish' | 'own-event' | 'nowhere';

/**
 * A whole answer as the events of a stream: what each choice says, how each ends, and `[DONE]`. Some servers answer a
 * request for a stream with plain JSON; DB-GPT reads no event in that and shows a blank, without an error.
 */
export function streamOf(answer: Json, usagePlace: UsagePlace): string {
  const { usage, object } = answer;
  const isCompletion =
    object === 'text_completion' || objectsAt(answer, 'choices').some(({ text }) => text !== undefined);
  const head: Json = {
    ...without(answer, 'choices', 'usage'),
    object: isCompletion ? object : 'chat.completion.chunk',
  };
  const choices = objectsAt(answer, 'choices');
  const hasUsage = isObject(usage);
  const events: Json[] = choices.flatMap((choice, at) => {
    const isLast = at === choices.length - 1;
    const finish: Json = { ...head, choices: [finishOf(choice, isCompletion)] };
    return [
      { ...head, choices: [contentOf(choice, isCompletion)] },
      isLast && hasUsage && usagePlace === 'finish' ? { ...finish, usage } : finish,
    ];
  });
  if (hasUsage && usagePlace === 'own-event') events.push({ ...head, choices: [], usage });
  return `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`;
}

/** True where `answer` says something that a stream can say. */
export function canStream(answer: Json): boolean {
  return objectsAt(answer, 'choices').some(
    ({ message, text }) => isObject(message) || typeof text === 'string',
  );
}

function contentOf(choice: Json, isCompletion: boolean): Json {
  const { message } = choice;
  const rest = without(choice, 'message', 'finish_reason');
  if (isCompletion) return { ...rest, finish_reason: null };
  return {
    ...rest,
    index: choiceIndex(choice),
    delta: isObject(message) ? deltaOf(message) : {},
    finish_reason: null,
  };
}

function finishOf(choice: Json, isCompletion: boolean): Json {
  const ending = { index: choiceIndex(choice), finish_reason: choice['finish_reason'] ?? 'stop' };
  return isCompletion ? { ...ending, text: '' } : { ...ending, delta: {} };
}

/** In a stream each tool call says which one it is. */
function deltaOf(message: Json): Json {
  const calls = objectsAt(message, 'tool_calls');
  return calls.length === 0
    ? message
    : { ...message, tool_calls: calls.map((call, index) => ({ index, ...call })) };
}
