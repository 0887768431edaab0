import { tabTo } from './support/keyboard.ts';
import { chatModel, expect, openPage, otherModel, test } from './support/test.ts';

test('the main job goes by keyboard alone: add, choose, ask, copy', async ({ window, server, t }) => {
  await tabTo(window, 'link', t('nav.servers'));
  await window.keyboard.press('Enter');
  await tabTo(window, 'button', t('servers.add'));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('textbox', { name: t('server.address') })).toBeFocused();
  await window.keyboard.type(server.url);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toHaveCount(0);

  await tabTo(window, 'link', t('nav.home'));
  await window.keyboard.press('Enter');
  await tabTo(window, 'combobox', t('home.active.switch'));
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(otherModel.slice(0, 5));
  await expect(window.getByRole('option')).toHaveCount(1);
  await window.keyboard.press('ArrowDown');
  await expect(window.getByRole('option', { name: otherModel })).toHaveAttribute(
    'data-combobox-selected',
    'true',
  );
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('active-model')).toHaveText(otherModel);

  await tabTo(window, 'textbox', t('ask.label'));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: t('ask.answer') })).toContainText(server.mark);
});

test('what is pressed keeps the focus while it works, and hands it on where it goes away', async ({
  window,
  program,
  server,
  t,
}) => {
  server.setKey('secret-1');
  await program.call('addUpstream', { baseUrl: 'http://127.0.0.1:9', name: 'Moved', key: 'secret-1' });
  await program.call('updateUpstream', { slug: 'moved', baseUrl: server.url });
  await openPage(window, t('nav.servers'));
  const probe = window.getByRole('button', { name: t('servers.test.named', { name: 'Moved' }) });
  await probe.focus();
  await window.keyboard.press('Enter');
  await expect(window.getByText(`Moved: ${t('health.unauthorized')}`)).toBeVisible();
  await expect(probe).toBeFocused();
  const confirm = window.getByRole('button', { name: t('servers.key.confirm', { address: server.url }) });
  await confirm.focus();
  await window.keyboard.press('Enter');
  await expect(confirm).toHaveCount(0);
  await expect(window.locator('main:focus, main :focus')).toHaveCount(1);
});

test('a dialog keeps the focus, Escape closes it, and the focus goes back', async ({ window, t }) => {
  await tabTo(window, 'link', t('nav.servers'));
  await window.keyboard.press('Enter');
  await tabTo(window, 'button', t('servers.add'));
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toBeVisible();
  for (let n = 0; n < 8; n += 1) await window.keyboard.press('Tab');
  await expect(window.getByRole('dialog').locator(':focus')).toHaveCount(1);
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await expect(window.getByRole('button', { name: t('servers.add'), exact: true })).toBeFocused();
});

test('a dialog that a menu opened gives the focus back to the menu’s button, or to the page', async ({
  window,
  program,
  server,
  t,
}) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'Only' });
  await openPage(window, t('nav.servers'));
  const dots = window.getByRole('button', { name: t('servers.menu', { name: 'Only' }) });
  const remove = async (): Promise<void> => {
    await dots.focus();
    await window.keyboard.press('Enter');
    await window.getByRole('menuitem', { name: t('servers.remove') }).focus();
    await window.keyboard.press('Enter');
    await expect(window.getByRole('dialog')).toBeVisible();
  };
  await remove();
  await window.keyboard.press('Escape');
  await expect(dots).toBeFocused();
  await remove();
  const sure = window.getByRole('dialog').getByRole('button', { name: t('window.remove') });
  await sure.focus();
  await window.keyboard.press('Enter');
  await expect(dots).toHaveCount(0);
  await expect(window.getByRole('main')).toBeFocused();
});

test('the first stop of the keyboard leads past the navigation', async ({ window, t }) => {
  await expect(window.getByRole('navigation')).toBeVisible();
  await window.keyboard.press('Tab');
  await expect(window.getByRole('button', { name: t('window.skipToContent') })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('main')).toBeFocused();
});

test('Enter takes the marked model, however late the list’s own timer comes', async ({
  window,
  server,
  t,
}) => {
  await openPage(window, t('nav.servers'));
  await window.getByRole('button', { name: t('servers.add'), exact: true }).click();
  await window.getByRole('textbox', { name: t('server.address') }).fill(server.url);
  await window.keyboard.press('Enter');
  await expect(window.getByRole('dialog')).toHaveCount(0);
  await openPage(window, t('nav.home'));
  await expect(window.getByTestId('active-model')).toHaveText(chatModel);
  const time = Date.UTC(2026, 10, 26, 9);
  await window.clock.install({ time });
  await window.clock.pauseAt(time + 60_000);
  const field = window.getByRole('combobox', { name: t('home.active.switch') });
  await field.focus();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(otherModel.slice(0, 5));
  await window.keyboard.press('ArrowDown');
  const option = window.getByRole('option', { name: otherModel });
  await expect(option).toHaveAttribute('data-combobox-selected', 'true');
  await window.clock.runFor(100);
  await expect(option).toHaveAttribute('data-combobox-selected', 'true');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('active-model')).toHaveText(otherModel);
});
