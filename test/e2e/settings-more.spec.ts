/** Waiting times, log, whole settings out and in, notifications, and what ModelTray connects to. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import type { Program } from './support/program.ts';
import { expect, openPage, test } from './support/test.ts';

test.beforeEach(async ({ window, t }) => {
  await openPage(window, t('nav.settings'));
});

const settingsOf = async (program: Program) => (await program.call('getState', {})).settings;

async function chooseFile(window: Page, text: string, t: Translate): Promise<void> {
  const chosen = window.waitForEvent('filechooser');
  await window.getByRole('button', { name: t('settings.whole.import.do') }).click();
  const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await (await chosen).setFiles(file);
}

test('a waiting time is kept; one that cannot be is refused at its field', async ({ window, program, t }) => {
  const field = window.getByRole('textbox', { name: t('settings.timeouts.connectMs') });
  const save = window
    .locator('form')
    .filter({ has: field })
    .getByRole('button', { name: t('window.save') });
  await field.fill('600');
  await expect(window.getByText(t('settings.timeouts.bad', { min: 0.5, max: 60 }))).toBeVisible();
  await field.fill('8');
  await expect(window.getByText(t('settings.timeouts.bad', { min: 0.5, max: 60 }))).toHaveCount(0);
  await save.click();
  await expect.poll(async () => (await settingsOf(program)).timeouts.connectMs).toBe(8000);
  await window.getByRole('switch', { name: t('settings.timeouts.firstByte') }).press('Space');
  await expect(window.getByRole('textbox', { name: t('settings.timeouts.firstByteMs') })).toBeVisible();
  expect((await settingsOf(program)).timeouts.firstByteMs).toBe(60_000);
});

test('a proxy for cloud servers is named; one that cannot be is refused at its field, and none is a choice too', async ({
  window,
  program,
  t,
}) => {
  const choices = window.getByRole('radiogroup', { name: t('settings.cloudProxy.which') });
  const pick = (name: 'address' | 'none'): Promise<void> =>
    choices.getByRole('radio', { name: t(`settings.cloudProxy.${name}`), exact: true }).click();
  await pick('address');
  const field = window.getByRole('textbox', { name: t('settings.cloudProxy.field') });
  const refused = [
    ['127.0.0.1:7890', 'form'],
    ['ftp://127.0.0.1:7890', 'scheme'],
    ['socks5://me:secret@127.0.0.1:7890', 'login'],
  ] as const;
  for (const [address, flaw] of refused) {
    await field.fill(address);
    await expect(window.getByText(t(`settings.cloudProxy.bad.${flaw}`))).toBeVisible();
  }
  await field.fill('socks5://127.0.0.1:7890');
  await field.press('Enter');
  const named = { mode: 'address', address: 'socks5://127.0.0.1:7890' };
  await expect.poll(async () => (await settingsOf(program)).cloudProxy).toEqual(named);
  await pick('none');
  await expect.poll(async () => (await settingsOf(program)).cloudProxy).toEqual({ ...named, mode: 'none' });
  await expect(field).toHaveCount(0);
});

test('how much is logged holds at once', async ({ window, program, t }) => {
  await window
    .getByRole('radiogroup', { name: t('settings.logs.level') })
    .getByText(t('settings.logs.debug'), { exact: true })
    .click();
  await expect.poll(async () => (await settingsOf(program)).logs.level).toBe('debug');
});

test('settings go out, come in after a look at what changes, and go back', async ({ window, program, t }) => {
  await program.call('updateSettings', { logs: { level: 'warn' } });
  const download = window.waitForEvent('download');
  await window.getByRole('button', { name: t('settings.whole.export.do') }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await program.call('updateSettings', { logs: { level: 'error' } });

  await chooseFile(window, text, t);
  const dialog = window.getByRole('dialog', { name: t('settings.whole.import') });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await expect(dialog.getByRole('listitem')).toContainText('logs');
  expect((await settingsOf(program)).logs.level).toBe('error');
  await dialog.getByRole('button', { name: t('settings.whole.import.take') }).click();
  await expect.poll(async () => (await settingsOf(program)).logs.level).toBe('warn');
  await window.getByRole('button', { name: t('settings.whole.undo') }).click();
  await expect.poll(async () => (await settingsOf(program)).logs.level).toBe('error');
});

test('a file that changes nothing has nothing to confirm; one that does not fit says why, where it was chosen', async ({
  window,
  program,
  t,
}) => {
  const { text } = await program.call('exportSettings', {});
  await chooseFile(window, text, t);
  const dialog = window.getByRole('dialog', { name: t('settings.whole.import') });
  await expect(dialog.getByText(t('settings.whole.import.same'))).toBeVisible();
  await expect(dialog.getByRole('button', { name: t('settings.whole.import.take') })).toBeDisabled();
  await dialog.getByRole('button', { name: t('window.cancel') }).click();
  await chooseFile(window, 'no settings at all', t);
  const [before = ''] = t('error.bad_settings_file', { reason: '\n' }).split('\n');
  await expect(window.getByRole('alert').filter({ hasText: before })).toBeVisible();
  await expect(
    window.getByRole('button', { name: t('settings.whole.import.do') }),
  ).toHaveAccessibleDescription(new RegExp(before));
});

test('everything is reset, and taken back', async ({ window, program, t }) => {
  await program.call('updateSettings', { locks: { noCloud: true } });
  await window.getByRole('button', { name: t('settings.whole.reset.do'), exact: true }).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('settings.whole.reset.now') })
    .click();
  await expect.poll(async () => (await settingsOf(program)).locks.noCloud).toBe(false);
  await window.getByRole('button', { name: t('settings.whole.undo') }).click();
  await expect.poll(async () => (await settingsOf(program)).locks.noCloud).toBe(true);
});

test('a list of the page’s sections leads to each by keyboard, in a narrow window too', async ({
  window,
  t,
}) => {
  await window.setViewportSize({ width: 800, height: 560 });
  const contents = window.getByRole('navigation', { name: t('settings.anchors') });
  await contents.getByRole('button', { name: t('settings.connects') }).press('Enter');
  const heading = window.getByRole('heading', { name: t('settings.connects') });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  // Headless shows no notifications, so none are offered.
  await expect(contents.getByRole('button', { name: t('settings.notifications') })).toHaveCount(0);
});

test('what may be chosen among a few has a name', async ({ window, t }) => {
  for (const key of ['settings.listen', 'settings.requireKey', 'settings.unknownModel'] as const) {
    await expect(window.getByRole('radiogroup', { name: t(key) })).toBeVisible();
  }
});
