/**
 * A word to stop at, out of an answer that was given before: from its second third on, and not in its beginning, so that
 * an answer which stops there is shorter. Null where the answer has none.
 */
export function pickStop(text: string): string | null {
  const trimmed = text.trim();
  const start = Math.floor(trimmed.length / 3);
  const words = [...trimmed.matchAll(wordPattern)]
    .filter(({ index }) => index >= start)
    .map(([word]) => word);
  const isNew = (word: string): boolean => trimmed.indexOf(word) >= start;
  const found = words.find(isNew) ?? insideOneWord(trimmed.slice(start));
  return trimmed.length >= shortest && found !== null && isNew(found) ? found : null;
}

const wordPattern = /[\p{L}\p{N}]{2,24}/gu;
const shortest = 12;

/** Chinese has no blanks: two characters then. */
function insideOneWord(text: string): string | null {
  return /[\p{L}\p{N}]{2}/u.exec(text)?.[0] ?? null;
}
