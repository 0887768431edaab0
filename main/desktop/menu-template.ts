import type { MenuItemConstructorOptions } from 'electron';
import type { MenuEntry, TrayAction } from './tray-menu.ts';

export type RunAction = (action: TrayAction) => void;

/** A label as the system shows it: `&` marks an access key on Windows and Linux unless it is doubled. */
export function escapeLabel(label: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? label : label.replaceAll('&', '&&');
}

/** Electron's template of the menu data. */
export function toTemplate(
  entries: readonly MenuEntry[],
  run: RunAction,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  return entries.map((entry) => toItem(entry, run, platform));
}

function toItem(entry: MenuEntry, run: RunAction, platform: NodeJS.Platform): MenuItemConstructorOptions {
  if (entry.type === 'separator') return { type: 'separator' };
  const label = escapeLabel(entry.label, platform);
  switch (entry.type) {
    case 'label':
      return { label, enabled: false };
    case 'action':
      return { label, click: () => run(entry.action), ...acceleratorOf(entry.action, platform) };
    case 'submenu':
      return { label, submenu: toTemplate(entry.entries, run, platform) };
    case 'radio':
    case 'checkbox':
      return {
        type: entry.type,
        label,
        checked: entry.isChecked,
        enabled: entry.isEnabled,
        click: () => run(entry.action),
      };
  }
}

/** The keys that end a program on macOS and Linux; Windows knows none that a user would expect here. */
function acceleratorOf(action: TrayAction, platform: NodeJS.Platform): { accelerator?: string } {
  return action.do === 'quit' && platform !== 'win32' ? { accelerator: 'CommandOrControl+Q' } : {};
}
