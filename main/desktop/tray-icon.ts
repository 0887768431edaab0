import type { AppState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { servingState } from './serving-state.ts';
import { lastLine } from './now-lines.ts';
import { statusLine } from './tray-menu.ts';

export const trayIconNames = ['running', 'stopped', 'no-server', 'demo', 'error'] as const;
export type TrayIconName = (typeof trayIconNames)[number];

/**
 * Which drawing fits the panel behind the icon. macOS colours a template itself. Linux gets the coloured one: its
 * panels are dark in many light themes, and no interface tells their colour.
 */
export type TrayIconVariant = 'template' | 'on-light' | 'on-dark' | 'color';

export function trayIconName(state: AppState): TrayIconName {
  if (state.proxy.status === 'error') return 'error';
  if (state.proxy.status !== 'running') return 'stopped';
  switch (servingState(state)) {
    case 'serving':
      return 'running';
    case 'demo':
      return 'demo';
    case 'no-server':
    case 'all-down':
      return 'no-server';
  }
}

export function trayIconVariant(platform: NodeJS.Platform, isDark: boolean): TrayIconVariant {
  if (platform === 'darwin') return 'template';
  if (platform === 'win32') return isDark ? 'on-dark' : 'on-light';
  return 'color';
}

/** File name of a tray icon; macOS knows a template by the end of its name. */
export function trayIconFile(name: TrayIconName, variant: TrayIconVariant): string {
  return variant === 'template' ? `${name}Template.png` : `${name}-${variant}.png`;
}

/**
 * `ModelTray: Running at 127.0.0.1:9999`; the active model in a second line where one answers, and in a third where the
 * last answer came from, if that was beyond this machine.
 */
export function trayTooltip(state: AppState, t: Translate): string {
  const head = `${t('app.name')}: ${statusLine(state, t)}`;
  const { active } = state;
  if (state.proxy.status !== 'running' || active === null || active.isDemo) return head;
  const model = t('tray.model.at', { model: active.model, server: active.upstreamName });
  // Windows shows at most 127 characters.
  return [head, model, ...lastLine(state, t)].join('\n').slice(0, 127);
}
