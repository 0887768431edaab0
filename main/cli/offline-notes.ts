import { renderMessage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import type { Connection } from './connection.ts';

/** Said where a change was made beside no running core. */
export function offlineNotes(isRunning: boolean, t: Translate): string[] {
  return isRunning ? [] : [t('cli.offline')];
}

/**
 * What was wrong with the folder's files when a command read them for itself: an empty list of servers would look as if
 * there were none. A running core has said it at its start.
 */
export async function fileProblems({ running, call, locale }: Connection, t: Translate): Promise<string[]> {
  if (running !== null) return [];
  const { notices } = await call('getState', {});
  return notices
    .filter(({ level, canDismiss }) => level !== 'info' && canDismiss)
    .map(({ text }) => t('start.notice', { text: renderMessage(locale, text) }));
}
