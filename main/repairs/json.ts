/** A JSON object of an answer: one event of a stream, or a whole body. A repair never changes one, it makes another. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that `text` is; null where it is something else, or no JSON. */
export function parseObject(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The objects of the array `holder[name]`; empty where there is no such array. */
export function objectsAt(holder: Json, name: string): Json[] {
  const value = holder[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** A chunk's or answer's choices, each mended; the same answer where `mend` changed none of them. */
export function mapChoices(answer: Json, mend: (choice: Json) => Json): Json {
  const { choices } = answer;
  if (!Array.isArray(choices)) return answer;
  const mended: unknown[] = choices.map((choice: unknown) => (isObject(choice) ? mend(choice) : choice));
  return mended.every((choice, at) => choice === choices[at]) ? answer : { ...answer, choices: mended };
}

/** What a choice says: its `delta` in a stream, its `message` in a whole answer; null where it says nothing. */
export function spokenIn(choice: Json): { at: 'delta' | 'message'; said: Json } | null {
  for (const at of ['delta', 'message'] as const) {
    const said = choice[at];
    if (isObject(said)) return { at, said };
  }
  return null;
}

/** The number of a choice; 0 where it has none. */
export function choiceIndex(choice: Json): number {
  return typeof choice['index'] === 'number' ? choice['index'] : 0;
}

/** True where a chunk ends a choice. */
export function isFinish(chunk: Json): boolean {
  return objectsAt(chunk, 'choices').some((choice) => typeof choice['finish_reason'] === 'string');
}

export function without(json: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
