/**
 * `next`, with every part that says the same as in `before` taken from there. What did not change stays the same object,
 * so that the parts of a page which show only that need not be drawn again. For plain JSON.
 */
export function keepSame<Value>(before: unknown, next: Value): Value {
  // What says the same as a `Value` is one.
  return keep(before, next) as Value;
}

/** True where two documents say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return Object.is(keep(one, other), one);
}

function keep(before: unknown, next: unknown): unknown {
  if (Array.isArray(next) && Array.isArray(before)) return keepItems(before, next);
  if (isFields(next) && isFields(before)) return keepFields(before, next);
  return next;
}

function keepItems(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const kept = next.map((item, at) => keep(before[at], item));
  return before.length === next.length && kept.every((item, at) => item === before[at]) ? before : kept;
}

type Fields = Readonly<Record<string, unknown>>;

function keepFields(before: Fields, next: Fields): Fields {
  const names = Object.keys(next);
  const kept = Object.fromEntries(names.map((name) => [name, keep(before[name], next[name])]));
  const isSame =
    names.length === Object.keys(before).length && names.every((name) => isKept(before, kept, name));
  return isSame ? before : kept;
}

function isKept(before: Fields, kept: Fields, name: string): boolean {
  return Object.hasOwn(before, name) && kept[name] === before[name];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
