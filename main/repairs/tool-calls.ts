import type { Json } from './json.ts';
import { choiceIndex, isObject, isText, mapChoices, objectsAt, spokenIn } from './json.ts';

/**
 * Tool calls as the OpenAI API tells them: each with its `index` (streams only), an `id` and a `type`, arguments as
 * text, and `tool_calls` as the finish reason. Servers leave out or repeat the index, send arguments as an object, or
 * finish with `stop` or `tool_call` (ollama#7881, ollama#9632, mlx-lm#782).
 */
export interface ToolCalls {
  mend(chunk: Json): Json;
  /** A call has begun, so that the finish reason matters. */
  isBusy(): boolean;
}

/** The calls of one choice. */
interface Calls {
  /** Their ids by index. */
  ids: Map<number, string>;
  /** Where the newest call stands that came under an index of the server's. */
  placed: Map<number, number>;
  newest: number;
}

export function createToolCalls(): ToolCalls {
  const all = new Map<number, Calls>();
  return {
    mend: (chunk) =>
      mapChoices(chunk, (choice) => {
        const index = choiceIndex(choice);
        const calls = all.get(index) ?? { ids: new Map(), placed: new Map(), newest: -1 };
        const mended = mendChoice(choice, (call) => place(call, calls, `call_${idOf(chunk)}_${index}`));
        if (calls.newest < 0) return mended;
        all.set(index, calls);
        return mendFinish(mended);
      }),
    isBusy: () => all.size > 0,
  };
}

/** The same of a whole answer, whose calls have no index. */
export function mendToolCalls(answer: Json): Json {
  return mapChoices(answer, (choice) => {
    let count = 0;
    const mended = mendChoice(choice, (call) => {
      count += 1;
      return withId(call, `call_${idOf(answer)}_${choiceIndex(choice)}_${count - 1}`);
    });
    return count > 0 ? mendFinish(mended) : mended;
  });
}

function mendChoice(choice: Json, mendCall: (call: Json) => Json): Json {
  const spoken = spokenIn(choice);
  if (spoken === null) return choice;
  const calls = objectsAt(spoken.said, 'tool_calls');
  const mended = calls.map((call) => withTextArguments(mendCall(call)));
  if (mended.every((call, at) => call === calls[at])) return choice;
  return { ...choice, [spoken.at]: { ...spoken.said, tool_calls: mended } };
}

/** Gives a fragment the index of its call, and the call's first one an id. */
function place(call: Json, calls: Calls, prefix: string): Json {
  const given = typeof call['index'] === 'number' ? call['index'] : null;
  const current = given === null ? calls.newest : (calls.placed.get(given) ?? -1);
  if (current >= 0 && !beginsAnother(call, calls.ids.get(current), given)) return withIndex(call, current);
  const index = given !== null && current < 0 ? given : Math.max(...calls.ids.keys(), -1) + 1;
  const begun = withId(call, `${prefix}_${index}`);
  calls.ids.set(index, String(begun['id']));
  calls.newest = index;
  if (given !== null) calls.placed.set(given, index);
  return withIndex(begun, index);
}

/** A name begins a call; beside an index only together with another id, because some servers repeat the name. */
function beginsAnother(call: Json, knownId: string | undefined, given: number | null): boolean {
  const hasName = isObject(call['function']) && isText(call['function']['name']);
  const hasOtherId = isText(call['id']) && call['id'] !== knownId;
  return hasName && (hasOtherId || (given === null && !isText(call['id'])));
}

function withIndex(call: Json, index: number): Json {
  return call['index'] === index ? call : { ...call, index };
}

function withId(call: Json, id: string): Json {
  if (isText(call['id']) && isText(call['type'])) return call;
  return { ...call, id: isText(call['id']) ? call['id'] : id, type: call['type'] ?? 'function' };
}

function withTextArguments(call: Json): Json {
  const named = call['function'];
  if (!isObject(named)) return call;
  const { arguments: given } = named;
  if (!isObject(given) && !Array.isArray(given)) return call;
  return { ...call, function: { ...named, arguments: JSON.stringify(given) } };
}

function mendFinish(choice: Json): Json {
  const isWrong = ['stop', 'tool_call', 'function_call', 'eos_token'].includes(
    String(choice['finish_reason']),
  );
  return isWrong ? { ...choice, finish_reason: 'tool_calls' } : choice;
}

function idOf(answer: Json): string {
  return isText(answer['id']) ? answer['id'].replace(/^chatcmpl-/, '') : '0';
}
