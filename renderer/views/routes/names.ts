import type { Translate } from '../../../shared/i18n/index.ts';
import type { Strategy } from '../../../shared/settings.ts';

/** `Group 2` where it has no name of its own. */
export function groupName(name: string | null, index: number, t: Translate): string {
  const own = name?.trim() ?? '';
  return own === '' ? t('routes.group.numbered', { number: index + 1 }) : own;
}

/** "First Local, then Cloud"; null where there is one group only. */
export function orderText(names: readonly string[], t: Translate): string | null {
  const [first, ...rest] = names;
  if (first === undefined || rest.length === 0) return null;
  return rest.reduce(
    (before, group) => t('routes.order.then', { before, group }),
    t('routes.order.first', { group: first }),
  );
}

/** Every strategy, in the order in which they are offered. */
export const strategyNames = Object.keys({
  'least-in-flight': true,
  'round-robin': true,
  weighted: true,
  fastest: true,
  'prefix-affinity': true,
} satisfies Record<Strategy, true>) as Strategy[];
