import { beforeEach, expect, test, vi } from 'vitest';
import { contextItems, serveContextMenu } from '../../main/desktop/context-menu.ts';
import type { ContextFacts } from '../../main/desktop/context-menu.ts';
import { installPageGuards } from '../../main/desktop/guard-contents.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { BrowserWindow, record, resetStandIn } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));
beforeEach(resetStandIn);

const nothing: ContextFacts = {
  isEditable: false,
  selectionText: '',
  editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
};
const labels = (facts: Partial<ContextFacts>) =>
  contextItems({ ...nothing, ...facts }, createTranslate('en'))
    .filter(({ type, enabled }) => type !== 'separator' && enabled !== false)
    .map(({ label }) => label);

test('a field can be pasted into, selected text be copied, and elsewhere there is no menu', () => {
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  expect(labels({})).toEqual([]);
  expect(labels({ selectionText: ' \n' })).toEqual([]);
  expect(labels({ selectionText: 'qwen3', editFlags })).toEqual(['Copy']);
  expect(labels({ isEditable: true })).toEqual(['Paste', 'Select All']);
  expect(labels({ isEditable: true, selectionText: 'x', editFlags })).toEqual([
    'Cut',
    'Copy',
    'Paste',
    'Select All',
  ]);
});

test('every window has it, in the language of the moment', () => {
  let locale: Locale = 'en';
  installPageGuards('/pages', (contents) => serveContextMenu(contents, () => createTranslate(locale)));
  const { webContents } = new BrowserWindow();
  webContents.emit('context-menu', {}, nothing);
  expect(record.popups).toEqual([]);
  webContents.emit('context-menu', {}, { ...nothing, isEditable: true });
  locale = 'zh-CN';
  webContents.emit('context-menu', {}, { ...nothing, isEditable: true });
  expect(record.popups.map((menu) => menu.labels()[2])).toEqual(['Paste', '粘贴']);
});
