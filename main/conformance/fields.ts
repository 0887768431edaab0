/** Reads members of unknown JSON: what is not there, or of another type, is null. */

export function objectAt(value: unknown, ...path: string[]): Record<string, unknown> | null {
  const found = memberAt(value, ...path);
  return isObject(found) ? found : null;
}

export function listAt(value: unknown, ...path: string[]): unknown[] | null {
  const found = memberAt(value, ...path);
  return Array.isArray(found) ? found : null;
}

/** A text, the empty one too: an empty content is something else than none. */
export function textAt(value: unknown, ...path: string[]): string | null {
  const found = memberAt(value, ...path);
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: unknown, ...path: string[]): number | null {
  const found = memberAt(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}

/** Undefined where a member of the path is missing. */
export function memberAt(value: unknown, ...path: string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** Undefined where `text` is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
