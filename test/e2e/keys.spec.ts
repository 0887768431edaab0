/** A key for each program: made, used at the real proxy, replaced in peace, renamed, taken away. */
import type { Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import { expectNamed } from './support/accessible.ts';
import type { Program } from './support/program.ts';
import { chatModel, expect, openPage, test } from './support/test.ts';

test.beforeEach(async ({ window, program, server, t }) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
  await program.call('setAlias', { alias: 'active', target: { upstream: 'ollama', model: chatModel } });
  await program.call('updateSettings', { proxy: { requireKey: 'always' } });
  await openPage(window, t('nav.settings'));
});

async function ask({ proxyUrl }: Program, key: string): Promise<number> {
  const response = await fetch(`${proxyUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hi' }] }),
  });
  await response.text();
  return response.status;
}

async function makeKey(window: Page, label: string, t: Translate): Promise<string> {
  await window.getByRole('textbox', { name: t('settings.keys.label') }).fill(label);
  await window.getByRole('button', { name: t('settings.keys.create') }).click();
  return copied(window, label, t);
}

/** What the copy button of a key puts on the clipboard. */
async function copied(window: Page, label: string, t: Translate): Promise<string> {
  await window.evaluate("navigator.clipboard.writeText('')");
  await window.getByRole('button', { name: t('settings.keys.copy', { label }), exact: true }).click();
  const read = (): Promise<string> => window.evaluate('navigator.clipboard.readText()');
  await expect.poll(read).not.toBe('');
  return read();
}

test('a key that is made works at the proxy at once', async ({ window, program, t }) => {
  const key = await makeKey(window, 'Notes', t);
  expect(await ask(program, `${key}x`)).toBe(401);
  expect(await ask(program, key)).toBe(200);
  await expect(window.getByText(t('settings.keys.unused'))).toHaveCount(1);
});

test('a name that another key has is refused at its field', async ({ window, t }) => {
  await makeKey(window, 'Notes', t);
  await window.getByRole('textbox', { name: t('settings.keys.label') }).fill('Notes');
  await window.getByRole('button', { name: t('settings.keys.create') }).click();
  await expect(window.getByText(t('error.key_label_taken', { label: 'Notes' }))).toBeVisible();
});

test('a key is replaced, and the old value works on for as long as was chosen', async ({
  window,
  program,
  t,
}) => {
  const old = await makeKey(window, 'Notes', t);
  await window.getByRole('button', { name: t('settings.keys.rotate.named', { label: 'Notes' }) }).click();
  const dialog = window.getByRole('dialog');
  const graces = dialog.getByRole('radiogroup', { name: t('settings.keys.grace') });
  await expect(graces.getByRole('radio', { name: t('settings.keys.grace.day') })).toBeChecked();
  await expectNamed(window);
  await graces.getByRole('radio', { name: t('settings.keys.grace.hour') }).click();
  await dialog.getByRole('button', { name: t('settings.keys.rotate.do'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const { keys } = await program.call('getState', {});
  const ends = keys.filter(({ label, endsAt }) => label.startsWith('Notes') && endsAt !== null);
  expect(ends).toHaveLength(1);
  const current = keys.find(({ label, endsAt }) => label === 'Notes' && endsAt === null);
  const { key } = await program.call('revealKey', { id: current?.id ?? '' });
  expect(key).not.toBe(old);
  expect([await ask(program, key), await ask(program, old)]).toEqual([200, 200]);
});

test('a key that leaked is replaced now, and the old value is refused', async ({ window, program, t }) => {
  const old = await makeKey(window, 'Notes', t);
  await window.getByRole('button', { name: t('settings.keys.rotate.named', { label: 'Notes' }) }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('radio', { name: t('settings.keys.grace.now') }).click();
  await dialog.getByRole('button', { name: t('settings.keys.rotate.do'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const key = await copied(window, 'Notes', t);
  expect([await ask(program, key), await ask(program, old)]).toEqual([200, 401]);
});

test('a key is renamed and goes on working; a taken name is refused at its field', async ({
  window,
  program,
  t,
}) => {
  const key = await makeKey(window, 'Notes', t);
  await window.getByRole('button', { name: t('settings.keys.rename.named', { label: 'Notes' }) }).click();
  const dialog = window.getByRole('dialog');
  const field = dialog.getByRole('textbox', { name: t('settings.keys.label') });
  await expect(field).toBeFocused();
  const [main] = (await program.call('getState', {})).keys;
  await field.fill(main?.label ?? '');
  await dialog.getByRole('button', { name: t('window.save') }).click();
  await expect(dialog.getByText(t('error.key_label_taken', { label: main?.label ?? '' }))).toBeVisible();
  await field.fill('Editor');
  await field.press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(await copied(window, 'Editor', t)).toBe(key);
  expect(await ask(program, key)).toBe(200);
});

test('a key that is taken away is refused; that of the exports cannot be', async ({ window, program, t }) => {
  const key = await makeKey(window, 'Notes', t);
  const removals = window.getByRole('button', { name: t('settings.keys.revoke'), exact: false });
  await expect(
    window.getByRole('button', { name: t('settings.keys.revoke.named', { label: 'Notes' }) }),
  ).toBeVisible();
  await expect(removals).toHaveCount(1);
  await removals.click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: t('settings.keys.revoke'), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => ask(program, key)).toBe(401);
});
