import type { Translate } from '../../../shared/i18n/index.ts';
import { qualifiedId } from '../../../shared/model.ts';
import type { SortableType } from './draft-moves.ts';
import { groupName } from './names.ts';
import type { RouteDraft } from './route-draft.ts';

/** What a part of the draft is called when it is moved, by its id. */
export function dragName({ pools, rules }: RouteDraft, id: string, t: Translate): string {
  const group = pools.findIndex((pool) => pool.id === id);
  if (group >= 0) return t('routes.group.called', { name: groupName(pools[group]?.name ?? '', group, t) });
  const rule = rules.findIndex((one) => one.id === id);
  if (rule >= 0) return t('routes.rule.numbered', { number: rule + 1 });
  const candidates = pools.find((pool) => pool.candidates.some((one) => one.id === id))?.candidates ?? [];
  const at = candidates.findIndex((one) => one.id === id);
  const ref = candidates[at]?.ref ?? null;
  return ref === null ? t('routes.candidate.numbered', { number: at + 1 }) : qualifiedId(ref);
}

/** How many parts a list has. */
export function listLength({ pools, rules }: RouteDraft, type: SortableType, list: string): number {
  if (type === 'group') return pools.length;
  if (type === 'rule') return rules.length;
  return pools.find(({ id }) => id === list)?.candidates.length ?? 0;
}
