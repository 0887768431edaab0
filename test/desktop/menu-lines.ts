import { buildTrayMenu } from '../../main/desktop/tray-menu.ts';
import type { MenuEntry } from '../../main/desktop/tray-menu.ts';
import type { AppState } from '../../shared/app-state.ts';
import { createTranslate } from '../../shared/i18n/index.ts';

export const menuOf = (state: AppState, isQuitting = false): MenuEntry[] =>
  buildTrayMenu(state, createTranslate(state.locale), isQuitting);

/** One line for each entry, as a person would read the menu. */
export function lines(entries: readonly MenuEntry[], indent = ''): string[] {
  return entries.flatMap((entry) => {
    if (entry.type === 'separator') return [`${indent}---`];
    if (entry.type === 'submenu')
      return [`${indent}${entry.label} >`, ...lines(entry.entries, `${indent}  `)];
    if (entry.type === 'label') return [`${indent}(${entry.label})`];
    if (entry.type === 'action') return [indent + entry.label];
    const mark = entry.type === 'radio' ? ['o', '*'] : ['-', 'x'];
    return [
      `${indent}${mark[Number(entry.isChecked)] ?? ''} ${entry.label}${entry.isEnabled ? '' : ' (off)'}`,
    ];
  });
}

/** What stands below "Active model". */
export function modelsOf(state: AppState): MenuEntry[] {
  const models = menuOf(state).find(({ type }) => type === 'submenu');
  if (models?.type !== 'submenu') throw new Error('The first submenu should hold the models.');
  return models.entries;
}
