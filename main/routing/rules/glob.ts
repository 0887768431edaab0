/** True where the whole of `text` fits `pattern`: `*` stands for any text, `?` for one character, case does not count. */
export function matchesGlob(pattern: string, text: string): boolean {
  return fits(Array.from(pattern.toLowerCase()), Array.from(text.toLowerCase()));
}

/** Walks both once and comes back to the last star only, so that no pattern makes it slow. */
function fits(pattern: readonly string[], text: readonly string[]): boolean {
  let p = 0;
  let starAt = -1;
  let resumeAt = 0;
  for (let t = 0; t < text.length;) {
    if (pattern[p] === '*') {
      starAt = p;
      resumeAt = t;
      p += 1;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (starAt >= 0) {
      p = starAt + 1;
      resumeAt += 1;
      t = resumeAt;
    } else return false;
  }
  return pattern.slice(p).every((char) => char === '*');
}
