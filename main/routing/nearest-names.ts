import { message } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';

/** The names that look most like `wanted`, best first; none that share too little with it. */
export function nearestNames(wanted: string, names: readonly string[], most = 3): string[] {
  const scored = [...new Set(names)]
    .map((name) => ({ name, score: similarity(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ score }) => score >= 0.35)
    .sort((a, b) => b.score - a.score);
  return scored.slice(0, most).map(({ name }) => name);
}

/** That nobody has a model, with the names that the user may have meant. */
export function unknownModelText(model: string, names: readonly string[]): Message {
  const nearest = nearestNames(model, names);
  return nearest.length === 0
    ? message('error.model_not_found.none', { model })
    : message('error.model_not_found', { model, nearest: nearest.join(', ') });
}

/** Sørensen–Dice coefficient of the two texts' letter pairs, 0 to 1; a prefix counts as near. */
function similarity(a: string, b: string): number {
  if (a !== '' && b.startsWith(a)) return 1;
  const pairsOfA = letterPairs(a);
  const pairsOfB = letterPairs(b);
  if (pairsOfA.length === 0 || pairsOfB.length === 0) return 0;
  const left = [...pairsOfB];
  let shared = 0;
  for (const pair of pairsOfA) {
    const at = left.indexOf(pair);
    if (at === -1) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (pairsOfA.length + pairsOfB.length);
}

function letterPairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_unused, at) => text.slice(at, at + 2));
}
