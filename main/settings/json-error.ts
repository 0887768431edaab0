export interface JsonPlace {
  /** Both from 1. */
  line: number;
  column: number;
}

const scalar =
  /(?:"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const name = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const maxDepth = 200;

/**
 * The first place where `text` cannot be JSON any more; null where it is JSON. Engines word their errors differently
 * and often leave the place out.
 */
export function findJsonError(text: string): JsonPlace | null {
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return false;
    at += found[0].length;
    skipSpace();
    return true;
  };
  const skipSpace = (): void => {
    while (/[ \t\n\r]/.test(text[at] ?? '')) at += 1;
  };
  const entries = (entry: () => boolean, end: RegExp): boolean => {
    if (take(end)) return true;
    while (entry()) {
      if (take(end)) return true;
      if (!take(/,/y)) return false;
    }
    return false;
  };
  const member = (): boolean => take(name) && take(/:/y) && value();
  const value = (): boolean => {
    if (take(scalar)) return true;
    if (depth === maxDepth) return false;
    depth += 1;
    const isWhole = take(/\{/y) ? entries(member, /\}/y) : take(/\[/y) && entries(value, /\]/y);
    depth -= 1;
    return isWhole;
  };
  skipSpace();
  return value() && at === text.length ? null : placeOf(text, at);
}

function placeOf(text: string, at: number): JsonPlace {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
