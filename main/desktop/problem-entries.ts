/** What is wrong and what mends it, as menu entries: the newest error, or why the newest request failed. */
import type { AppState, Notice, NoticeAction } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { MenuEntry } from './tray-menu.ts';

/** Longer reasons belong to the window. */
const maxLineLength = 90;

/** Notices that the menu's first line has said already; only what mends them is left to offer. */
const saidAbove: ReadonlySet<string> = new Set(['proxy-error', 'all-down']);

/** None while nothing is wrong. A failed request is forgotten as soon as one is answered. */
export function buildProblemEntries(state: AppState, t: Translate): MenuEntry[] {
  const notice = state.notices.findLast(({ level }) => level === 'error');
  if (notice !== undefined) return noticeEntries(notice, state, t);
  const { lastFailure } = state.traffic;
  if (lastFailure === null) return [];
  const reason = renderMessage(state.locale, lastFailure);
  const label = shortenLine(t('tray.problem.request', { reason }));
  return [{ type: 'action', label, action: { do: 'open', page: 'activity' } }];
}

export function shortenLine(text: string): string {
  return text.length <= maxLineLength ? text : `${text.slice(0, maxLineLength - 1)}…`;
}

function noticeEntries({ id, text, actions }: Notice, { locale }: AppState, t: Translate): MenuEntry[] {
  const [action] = actions;
  const said: MenuEntry[] = saidAbove.has(id)
    ? []
    : [{ type: 'label', label: shortenLine(renderMessage(locale, text)) }];
  return action === undefined ? said : [...said, fixEntry(action, t)];
}

/** What one click can do safely is done; what wants a look first leads to its place in the window. */
function fixEntry(action: NoticeAction, t: Translate): MenuEntry {
  switch (action.do) {
    case 'use-port': {
      const { port } = action;
      return { type: 'action', label: t('notice.do.usePort', { port }), action: { do: 'use-port', port } };
    }
    case 'open-servers':
      return {
        type: 'action',
        label: t('notice.do.openServers'),
        action: { do: 'open', page: 'servers' },
      };
    case 'open-settings':
      return {
        type: 'action',
        label: t('notice.do.openSettings'),
        action: { do: 'open', page: 'settings' },
      };
    case 'review-exports':
      return { type: 'action', label: t('sync.do.review'), action: { do: 'open', page: 'dbgpt' } };
    case 'change-active':
    case 'confirm-key':
    case 'move-server':
    case 'apply-settings-edit':
    case 'discard-settings-edit':
    case 'undo-write':
    case 'undo-switch':
      return { type: 'action', label: t('tray.problem.see'), action: { do: 'open', page: 'home' } };
  }
}
