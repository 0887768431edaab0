/** What a screen reader hears while something is dragged, in the window's language. */
import type { Translate } from '../../../shared/i18n/index.ts';

export interface Place {
  /** What is moved: "Group Local". */
  name: string;
  /** From 0, and how many there are in its list. */
  index: number;
  count: number;
}

export function startWords({ name, index, count }: Place, t: Translate): string {
  return t('routes.drag.start', { name, place: index + 1, count });
}

/** `place` is null while it is over no list. */
export function moveWords(name: string, place: Omit<Place, 'name'> | null, t: Translate): string {
  if (place === null) return t('routes.drag.nowhere', { name });
  return t('routes.drag.over', { name, place: place.index + 1, count: place.count });
}

export function endWords(name: string, place: Omit<Place, 'name'> | null, t: Translate): string {
  if (place === null) return t('routes.drag.cancelled', { name });
  return t('routes.moved', { name, place: place.index + 1, count: place.count });
}
