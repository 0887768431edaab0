import type { Json } from './json.ts';
import { choiceIndex, isFinish, isObject, isText, mapChoices, objectsAt, spokenIn, without } from './json.ts';
import type { ToolCalls } from './tool-calls.ts';

/**
 * Tells tool calls as text to a client that offered no tools: it reads none, and DB-GPT would show a blank. Its agents
 * ask in text and look for JSON in the answer, so that each call becomes a line `{"name":…,"arguments":…}`. A server
 * that looks for calls in every text takes them away from it; here they come back, with the finish.
 */
export function createToolCallsAsText(): ToolCalls {
  const all = new Map<number, Choice>();
  return {
    mend: (chunk) =>
      mapChoices(chunk, (choice) => {
        const before = all.get(choiceIndex(choice)) ?? { calls: [], hasText: false };
        const calls = [...before.calls, ...callsIn(choice)];
        const hasText = before.hasText || isText(spokenIn(choice)?.said['content']);
        all.set(choiceIndex(choice), { calls, hasText });
        if (calls.length === 0) return choice;
        if (typeof choice['finish_reason'] !== 'string') return withoutCalls(choice);
        return withText(choice, before.hasText ? ['', ...linesOf(calls)] : linesOf(calls));
      }),
    isBusy: () => [...all.values()].some(({ calls }) => calls.length > 0),
  };
}

/** What one choice of a stream has said. */
interface Choice {
  calls: readonly Json[];
  hasText: boolean;
}

/** The same of a whole answer. */
export function mendToolCallsAsText(answer: Json): Json {
  if (!isFinish(answer)) return answer;
  return mapChoices(answer, (choice) => {
    const calls = callsIn(choice);
    return calls.length === 0 ? choice : withText(choice, linesOf(calls));
  });
}

function callsIn(choice: Json): Json[] {
  return objectsAt(spokenIn(choice)?.said ?? {}, 'tool_calls');
}

function withoutCalls(choice: Json): Json {
  const spoken = spokenIn(choice);
  return spoken === null ? choice : { ...choice, [spoken.at]: without(spoken.said, 'tool_calls') };
}

function withText(choice: Json, lines: readonly string[]): Json {
  const spoken = spokenIn(choice);
  if (spoken === null) return choice;
  const before = isText(spoken.said['content']) ? [spoken.said['content']] : [];
  const content = [...before, ...lines].join('\n');
  const said = { ...without(spoken.said, 'tool_calls'), content };
  const isCall = ['tool_calls', 'tool_call', 'function_call'].includes(String(choice['finish_reason']));
  return { ...choice, [spoken.at]: said, ...(isCall ? { finish_reason: 'stop' } : {}) };
}

/** A fragment with a name begins a call; the others go on with the newest of their index. */
function linesOf(fragments: readonly Json[]): string[] {
  const calls: { name: string; arguments: string }[] = [];
  const newest = new Map<unknown, number>();
  for (const fragment of fragments) {
    const { name, arguments: given } = isObject(fragment['function']) ? fragment['function'] : {};
    if (isText(name)) newest.set(fragment['index'], calls.push({ name, arguments: '' }) - 1);
    const call = calls[newest.get(fragment['index']) ?? calls.length - 1];
    if (call !== undefined && given !== undefined) call.arguments += isText(given) ? given : textOf(given);
  }
  return calls.map(
    (call) => `{"name":${JSON.stringify(call.name)},"arguments":${call.arguments.trim() || '{}'}}`,
  );
}

function textOf(given: unknown): string {
  return typeof given === 'object' && given !== null ? JSON.stringify(given) : '';
}
