import type { Translate } from '../../shared/i18n/index.ts';

/** Said where a change was made beside no running core. */
export function offlineNotes(isRunning: boolean, t: Translate): string[] {
  return isRunning ? [] : [t('cli.offline')];
}
