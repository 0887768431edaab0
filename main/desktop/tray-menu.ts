/**
 * The tray's menu as plain data, a function of the state alone. No electron value and no counter that moves by itself
 * belongs here: the menu is rebuilt whenever two results differ.
 */
import type { AppState } from '../../shared/app-state.ts';
import type { Page } from '../../shared/bridge.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { ModelRef } from '../../shared/model.ts';
import { buildAliasEntries } from './alias-entries.ts';
import { activeChoice, buildModelEntries } from './model-entries.ts';
import { nowLines } from './now-lines.ts';
import { buildProblemEntries, shortenLine } from './problem-entries.ts';
import { servingState } from './serving-state.ts';

export type TrayAction =
  /** Points `alias` at the model; left out, that is `active`. */
  | { do: 'use-model'; ref: ModelRef; alias?: string }
  | { do: 'pin'; ref: ModelRef; on: boolean }
  | { do: 'lock'; lock: 'onlyThisMachine' | 'noCloud'; on: boolean }
  | { do: 'start' | 'stop' | 'copy-address' | 'copy-key' | 'copy-export' | 'quit' }
  | { do: 'open'; page: Page }
  /** Moves the proxy to a free port and starts it there. */
  | { do: 'use-port'; port: number }
  | { do: 'start-at-login'; on: boolean };

export type MenuEntry =
  | { type: 'separator' }
  /** A line that only informs. */
  | { type: 'label'; label: string }
  | { type: 'action'; label: string; action: TrayAction }
  | {
      type: 'radio' | 'checkbox';
      label: string;
      isChecked: boolean;
      isEnabled: boolean;
      action: TrayAction;
    }
  | { type: 'submenu'; label: string; entries: MenuEntry[] };

const separator: MenuEntry = { type: 'separator' };

/** The whole menu. While `isQuitting`, only how to quit at once is left. */
export function buildTrayMenu(state: AppState, t: Translate, isQuitting: boolean): MenuEntry[] {
  const open: MenuEntry = {
    type: 'action',
    label: t('tray.item.open'),
    action: { do: 'open', page: 'home' },
  };
  if (isQuitting) {
    const quitNow: MenuEntry = { type: 'action', label: t('tray.item.quitNow'), action: { do: 'quit' } };
    return [{ type: 'label', label: t('tray.status.quitting') }, separator, open, quitNow];
  }
  return [
    { type: 'label', label: statusLine(state, t) },
    ...nowLines(state, t).map((label) => ({ type: 'label', label }) as const),
    ...buildProblemEntries(state, t),
    {
      type: 'submenu',
      label: activeLine(state, t),
      entries: buildModelEntries(state, activeChoice(state), t),
    },
    ...buildAliasEntries(state, t),
    separator,
    startOrStop(state, t),
    { type: 'action', label: t('tray.item.copyAddress'), action: { do: 'copy-address' } },
    { type: 'action', label: t('tray.item.copyKey'), action: { do: 'copy-key' } },
    { type: 'action', label: t('tray.item.export'), action: { do: 'open', page: 'dbgpt' } },
    { type: 'action', label: t('dbgptPage.tray.copy'), action: { do: 'copy-export' } },
    separator,
    lockEntry(state, 'onlyThisMachine', t),
    lockEntry(state, 'noCloud', t),
    separator,
    open,
    ...startAtLogin(state, t),
    separator,
    { type: 'action', label: t('tray.item.quit'), action: { do: 'quit' } },
  ];
}

/** One line on how things stand, for the menu's head and the tooltip. */
export function statusLine(state: AppState, t: Translate): string {
  const { proxy } = state;
  switch (proxy.status) {
    case 'starting':
    case 'stopping':
    case 'stopped':
      return t(`tray.status.${proxy.status}`);
    case 'error':
      return errorLine(state, t);
    case 'running':
      return runningLine(state, t);
  }
}

function errorLine({ proxy, locale }: AppState, t: Translate): string {
  if (proxy.error === null) return t('tray.status.unknownError');
  return shortenLine(t('tray.status.error', { reason: renderMessage(locale, proxy.error) }));
}

function runningLine(state: AppState, t: Translate): string {
  switch (servingState(state)) {
    case 'demo':
      return t('tray.status.demo');
    case 'no-server':
      return t('tray.status.noServer');
    case 'all-down':
      return t('tray.status.allDown');
    case 'serving':
      return t('tray.status.running', { address: hostOf(state.proxy.baseUrl) });
  }
}

function activeLine({ active }: AppState, t: Translate): string {
  if (active === null) return t('tray.active.none');
  if (active.isDemo) return t('tray.active.demo');
  return t('tray.active.model', { model: active.model });
}

function startOrStop({ proxy }: AppState, t: Translate): MenuEntry {
  const isUp = proxy.status === 'running' || proxy.status === 'starting';
  return isUp
    ? { type: 'action', label: t('tray.item.stop'), action: { do: 'stop' } }
    : { type: 'action', label: t('tray.item.start'), action: { do: 'start' } };
}

function lockEntry(state: AppState, lock: 'onlyThisMachine' | 'noCloud', t: Translate): MenuEntry {
  const isChecked = state.settings.locks[lock];
  return {
    type: 'checkbox',
    label: t(`tray.item.${lock}`),
    isChecked,
    isEnabled: !state.settingsReadOnly,
    action: { do: 'lock', lock, on: !isChecked },
  };
}

function startAtLogin(state: AppState, t: Translate): MenuEntry[] {
  if (!state.capabilities.startAtLogin) return [];
  const on = state.startAtLogin;
  const action = { do: 'start-at-login', on: !on } as const;
  const label = t('tray.item.startAtLogin');
  return [{ type: 'checkbox', label, isChecked: on, isEnabled: true, action }];
}

function hostOf(baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
