/** What stands in a field for a number: the number, or text that is none (yet). */
export type Typed = string | number;

/** The number that was typed; null for an empty field, NaN for anything else. */
export function typedNumber(typed: Typed): number | null {
  if (typeof typed === 'number') return typed;
  return typed.trim() === '' ? null : Number(typed);
}

export function isWhole(value: number | null, min: number, max: number): value is number {
  return value !== null && Number.isInteger(value) && value >= min && value <= max;
}
