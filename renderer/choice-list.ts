/** What a picker draws of all its choices: those that fit what is typed, and no more than anybody reads. Pure. */
import type { ComboboxItem, ComboboxParsedItem, ComboboxParsedItemGroup } from '@mantine/core';
import { findAmong } from '../shared/find-models.ts';

/** More than fit on any screen; typing finds the rest. */
export const shownAtOnce = 60;

export interface Narrowed {
  options: ComboboxParsedItem[];
  /** How many choices are shown, those with a qualified id alone. */
  models: number;
  /** How many fit and are not shown. */
  left: number;
}

/** Choices without a group come first. While nothing is typed, what is chosen is always among the shown ones. */
export function narrowed(
  options: readonly ComboboxParsedItem[],
  words: string,
  chosen: readonly string[],
  limit = shownAtOnce,
): Narrowed {
  const all = options.flatMap<Choice>((option) =>
    'group' in option
      ? option.items.map((item) => ({ item, group: option }))
      : [{ item: option, group: null }],
  );
  const { shown, count } = findAmong(all, namesOf, words, limit);
  const kept = new Set(shown);
  if (words.trim() === '') {
    for (const one of all) if (chosen.includes(one.item.value)) kept.add(one);
  }
  const isShown = new Set([...kept].map(({ item }) => item));
  return {
    options: options.flatMap<ComboboxParsedItem>((option) => {
      if (!('group' in option)) return isShown.has(option) ? [option] : [];
      const items = option.items.filter((item) => isShown.has(item));
      return items.length === 0 ? [] : [{ ...option, items }];
    }),
    models: [...isShown].filter(({ value }) => value.includes('/')).length,
    left: count - kept.size,
  };
}

interface Choice {
  item: ComboboxItem;
  group: ComboboxParsedItemGroup | null;
}

function namesOf({ item, group }: Choice): { id: string; upstream: string; upstreamName: string } {
  const slash = item.value.indexOf('/');
  return {
    id: item.label,
    upstream: slash < 0 ? '' : item.value.slice(0, slash),
    upstreamName: typeof group?.group === 'string' ? group.group : '',
  };
}
