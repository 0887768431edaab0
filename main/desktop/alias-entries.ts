import type { AppState, RouteState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { buildModelEntries } from './model-entries.ts';
import type { MenuEntry } from './tray-menu.ts';

/** Each holds all models once more, so a menu of many would be slow to build. */
const maxAliases = 8;

/** The user's aliases with the models that each can be switched to; none where there is no alias. */
export function buildAliasEntries(state: AppState, t: Translate): MenuEntry[] {
  const { routes } = state;
  if (routes.length === 0) return [];
  const more: MenuEntry[] =
    routes.length > maxAliases
      ? [{ type: 'separator' }, { type: 'action', label: t('tray.model.more'), action: toServers }]
      : [];
  const entries = routes.slice(0, maxAliases).map((route) => aliasEntry(state, route, t));
  return [{ type: 'submenu', label: t('tray.aliases'), entries: [...entries, ...more] }];
}

const toServers = { do: 'open', page: 'servers' } as const;

/** What was put together by hand is not replaced by one click: several models lead to the window instead. */
function aliasEntry(state: AppState, route: RouteState, t: Translate): MenuEntry {
  const { alias, first, candidates, isOneModel } = route;
  if (candidates > 1) {
    return { type: 'action', label: t('tray.alias.many', { alias, count: candidates }), action: toServers };
  }
  const label = t('tray.alias.one', { alias, model: first.model });
  if (!isOneModel) return { type: 'action', label, action: toServers };
  return { type: 'submenu', label, entries: buildModelEntries(state, { alias, at: first }, t) };
}
