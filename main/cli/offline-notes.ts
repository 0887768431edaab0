import type { AppState } from '../../shared/app-state.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';

/** Said where a change was made beside no running core. */
export function offlineNotes(isRunning: boolean, t: Translate): string[] {
  return isRunning ? [] : [t('cli.offline')];
}

/** What a core that was opened for a command could not read: no start tells of it any more once it was replaced. */
export function brokenNotes({ notices, locale }: AppState, t: Translate): string[] {
  return notices
    .filter(({ id }) => /^(settings|keys)-broken/.test(id))
    .map(({ text }) => t('start.notice', { text: renderMessage(locale, text) }));
}
