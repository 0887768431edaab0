/**
 * Finds models by words of their names. The core and the window go by this one rule, so that a list which the window
 * narrows at once does not change its mind as the core's answer comes. Pure.
 */

/** What a model is found by. */
export interface ModelNames {
  id: string;
  /** Its server's slug and name. */
  upstream: string;
  upstreamName: string;
}

export interface Found<Model> {
  /** In the order of what was looked through. */
  shown: Model[];
  /** How many fit. */
  count: number;
}

/**
 * Those that fit every word: it is in their id, or a word of their server's name begins with it. Upper and lower case are
 * the same, and no words fit all. Where more than `limit` fit, an id that is what was typed stays first, then those that begin with it, then
 * the first of all others.
 */
export function findAmong<Model>(
  models: readonly Model[],
  namesOf: (model: Model) => ModelNames,
  words: string,
  limit: number,
): Found<Model> {
  const typed = words.trim().toLowerCase();
  const parts = typed.split(/\s+/).filter((part) => part !== '');
  if (parts.length === 0) return { shown: models.slice(0, limit), count: models.length };
  const ranked: Model[][] = [[], [], []];
  for (const model of models) {
    const names = namesOf(model);
    if (fits(names, parts)) ranked[rankOf(names.id.toLowerCase(), typed)]?.push(model);
  }
  const fitting = ranked.flat();
  const kept = new Set(fitting.slice(0, limit));
  return { shown: models.filter((model) => kept.has(model)), count: fitting.length };
}

function fits({ id, upstream, upstreamName }: ModelNames, parts: readonly string[]): boolean {
  const model = id.toLowerCase();
  const server = `${upstream} ${upstreamName}`.toLowerCase();
  // `llama` means the models of that name, and not all that an Ollama lists.
  return parts.every((part) => model.includes(part) || hasWordFrom(server, part));
}

const isBetween = /[^\p{L}\p{N}]/u;

/** True where `part` begins a word of `text`. */
function hasWordFrom(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (at === 0 || isBetween.test(text.charAt(at - 1))) return true;
  }
  return false;
}

function rankOf(id: string, typed: string): number {
  if (id === typed) return 0;
  return id.startsWith(typed) ? 1 : 2;
}
