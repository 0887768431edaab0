import { chatModel, expect, openPage, test } from './support/test.ts';
import { createTranslate } from '../../shared/i18n/index.ts';

test.beforeEach(async ({ window, t }) => {
  await openPage(window, t('nav.settings'));
});

test('the language changes at once, in the whole window', async ({ window, language }) => {
  const other = language === 'en' ? 'zh-CN' : 'en';
  const name = other === 'en' ? 'English' : '简体中文';
  const t = createTranslate(other);
  await expect(window.locator('html')).toHaveAttribute('lang', language);
  await window.getByText(name, { exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: t('settings.title') })).toBeVisible();
  await expect(window.locator('html')).toHaveAttribute('lang', other);
  await expect(window).toHaveTitle(t('window.title', { page: t('nav.settings') }));
});

test('light, dark and the system’s appearance', async ({ window, t }) => {
  const scheme = window.locator('html');
  await window.getByText(t('settings.theme.dark'), { exact: true }).click();
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await window.getByText(t('settings.theme.light'), { exact: true }).click();
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'light');
  await window.emulateMedia({ colorScheme: 'dark' });
  await window
    .getByRole('radiogroup', { name: t('settings.theme') })
    .getByText(t('settings.theme.system'), { exact: true })
    .click();
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a key that is always asked for is asked for by the proxy from then on', async ({
  window,
  program,
  server,
  t,
}) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
  await program.call('setAlias', { alias: 'active', target: { upstream: 'ollama', model: chatModel } });
  const ask = async (key: string | null): Promise<number> => {
    const response = await fetch(`${program.proxyUrl}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hi' }] }),
    });
    await response.text();
    return response.status;
  };
  expect(await ask(null)).toBe(200);
  await window.getByRole('radio', { name: t('settings.requireKey.always') }).click();
  await expect.poll(() => ask(null)).toBe(401);
  const { key } = await program.call('revealLocalKey', {});
  expect(await ask(key)).toBe(200);
});

test('the key is hidden, shown on a click, and changed', async ({ window, program, t }) => {
  const { key } = await program.call('revealLocalKey', {});
  const shown = window.getByTestId('local-key');
  await expect(shown).not.toContainText(key);
  await window.getByRole('button', { name: t('settings.key.show') }).click();
  await expect(shown).toHaveText(key);
  await window.getByRole('button', { name: t('settings.key.change') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: t('window.save') }).click();
  await expect(dialog.getByText(t('settings.key.empty'))).toBeVisible();
  await dialog.getByRole('textbox', { name: t('settings.key.new') }).fill('my own key');
  await dialog.getByRole('button', { name: t('window.save') }).click();
  await expect(window.getByText(t('settings.key.changed'))).toBeVisible();
  await expect(shown).not.toContainText('my own key');
  expect(await program.call('revealLocalKey', {})).toEqual({ key: 'my own key' });
});

test('a port, a host name and an origin that cannot be are refused at their fields', async ({
  window,
  t,
}) => {
  const port = window.getByRole('textbox', { name: t('settings.port') });
  await port.fill('70000');
  await port.blur();
  await expect(window.getByText(t('settings.port.bad'))).toBeVisible();
  const hosts = window.getByRole('combobox', { name: t('settings.allowedHosts') });
  await hosts.fill('http://a');
  await hosts.press('Enter');
  await expect(window.getByText(t('settings.allowedHosts.bad', { value: 'http://a' }))).toBeVisible();
  const origins = window.getByRole('combobox', { name: t('settings.allowedOrigins') });
  await origins.fill('localhost:3000');
  await origins.press('Enter');
  await expect(window.getByText(t('settings.allowedOrigins.bad', { value: 'localhost:3000' }))).toBeVisible();
});

test('an allowed host name, a lock and the rule for unknown models are kept', async ({
  window,
  program,
  t,
}) => {
  const hosts = window.getByRole('combobox', { name: t('settings.allowedHosts') });
  await hosts.fill('my-computer.lan');
  await hosts.press('Enter');
  await window.getByRole('switch', { name: t('settings.noCloud') }).press('Space');
  await window.getByRole('radio', { name: t('settings.unknownModel.not-found') }).click();
  await expect
    .poll(async () => (await program.call('getState', {})).settings)
    .toMatchObject({
      proxy: { allowedHosts: ['my-computer.lan'], unknownModel: 'not-found' },
      locks: { noCloud: true },
    });
  await window.reload();
  await expect(window.getByRole('switch', { name: t('settings.noCloud') })).toBeChecked();
});
