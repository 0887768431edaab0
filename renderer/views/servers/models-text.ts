import type { Translate } from '../../../shared/i18n/index.ts';

export function modelsText(count: number, t: Translate): string {
  if (count === 0) return t('servers.models.none');
  return count === 1 ? t('servers.models.one') : t('servers.models.many', { count });
}
