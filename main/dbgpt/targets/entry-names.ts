/** The names of our entries in DB-GPT's own list of models. */
import type { ExportFacts } from '../facts.ts';
import { activeAlias } from '../facts.ts';

/** What follows the active model; without it, the first of the chosen ones. */
export const mainEntry = 'modeltray';
export const embeddingEntry = 'modeltray-embedding';
export const rerankEntry = 'modeltray-rerank';

/** True for an entry of ours, from this export or an earlier one. */
export function isOurEntry(name: string): boolean {
  return name === mainEntry || name.startsWith(`${mainEntry}-`);
}

/**
 * One name for each of `models`, in their order, each once. DB-GPT allows no `@` in a name and expands `${env:…}` in it,
 * so letters, digits and `._:/-` are all that stays of a model's id.
 */
export function entryNames({ models }: Pick<ExportFacts, 'models'>): string[] {
  const hasActive = models.some(({ name }) => name === activeAlias);
  const main = hasActive ? models.findIndex(({ name }) => name === activeAlias) : 0;
  const taken = new Set([mainEntry, embeddingEntry, rerankEntry]);
  return models.map(({ name }, at) => {
    if (at === main) return mainEntry;
    const unique = uniqueName(`${mainEntry}-${readable(name)}`, taken);
    taken.add(unique);
    return unique;
  });
}

/** Of a qualified id the model's own part, of an alias all. */
function readable(name: string): string {
  const model = name.slice(name.indexOf('/') + 1);
  return model.replace(/[^\p{L}\p{N}._:/-]+/gu, '-').replace(/^[-/]+|[-/]+$/g, '') || 'model';
}

function uniqueName(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}
