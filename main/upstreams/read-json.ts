/** Reads fields of unknown JSON: what is not there, or of another type, is null. */

export function objectAt(value: unknown, ...path: string[]): Record<string, unknown> | null {
  const found = valueAt(value, ...path);
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Record<string, unknown>)
    : null;
}

export function arrayAt(value: unknown, ...path: string[]): unknown[] | null {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : null;
}

export function textAt(value: unknown, ...path: string[]): string | null {
  const found = valueAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : null;
}

/** The texts of a list; null where there is no list. */
export function textsAt(value: unknown, ...path: string[]): string[] | null {
  return arrayAt(value, ...path)?.filter((one) => typeof one === 'string') ?? null;
}

export function isTrueAt(value: unknown, ...path: string[]): boolean {
  return valueAt(value, ...path) === true;
}

/** A positive number; servers write 0 where they do not know. */
export function countAt(value: unknown, ...path: string[]): number | null {
  const found = valueAt(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) && found > 0 ? found : null;
}

/** Milliseconds since the epoch of an ISO 8601 time, or of seconds since the epoch; null for what is neither. */
export function timeAt(value: unknown, ...path: string[]): number | null {
  const found = valueAt(value, ...path);
  if (typeof found === 'number') return found > 0 ? found * 1000 : null;
  const parsed = typeof found === 'string' ? Date.parse(found) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

function valueAt(value: unknown, ...path: string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
