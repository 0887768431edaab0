import type { Place } from './judge-facts.ts';
import type { TomlEntryRead } from './read-toml.ts';
import { withDefaults } from './toml-env.ts';

/** A string of an entry, as far as the file itself tells it. */
export interface TomlText {
  /** With its variables' defaults; null where it is no string, or only the environment tells. */
  text: string | null;
  isThere: boolean;
  /** Its line, or that of the entry where it is not there. */
  place: Place;
}

export function textIn(entry: TomlEntryRead, key: string): TomlText {
  const found = entry.value(key);
  const text = typeof found?.value === 'string' ? withDefaults(found.value) : null;
  return { text, isThere: found !== undefined, place: { line: found?.line ?? entry.line, key } };
}
