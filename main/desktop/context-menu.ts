/** The menu of the right mouse button, which Electron leaves out: without it no key can be pasted by mouse. */
import { Menu } from 'electron';
import type { ContextMenuParams, MenuItemConstructorOptions, WebContents } from 'electron';
import type { Translate } from '../../shared/i18n/index.ts';

/** What the menu's entries depend on. */
export type ContextFacts = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>;
};

/** Shows the menu wherever there is text to work with. `t` is asked for each time: the language may change. */
export function serveContextMenu(contents: WebContents, t: () => Translate): void {
  contents.on('context-menu', (_event, facts) => {
    const items = contextItems(facts, t());
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}

/** Empty where there is nothing to do. */
export function contextItems(facts: ContextFacts, t: Translate): MenuItemConstructorOptions[] {
  const { isEditable, editFlags, selectionText } = facts;
  const copy = { role: 'copy', label: t('tray.menu.copy'), enabled: editFlags.canCopy } as const;
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', label: t('tray.menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: t('tray.menu.paste'), enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: t('tray.menu.selectAll'), enabled: editFlags.canSelectAll },
  ];
}
