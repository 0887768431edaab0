import { chatModel, embeddingModel, expect, openPage, otherModel, test } from './support/test.ts';

test('a server added by hand becomes selectable, is chosen, and answers the test question', async ({
  window,
  server,
  t,
}) => {
  await openPage(window, t('nav.servers'));
  await expect(window.getByText(t('servers.empty.title'))).toBeVisible();
  await window.getByRole('button', { name: t('servers.add') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('server.address') }).fill(`127.0.0.1:${server.port}`);
  await dialog.getByRole('textbox', { name: t('server.name') }).fill('机房 7');
  const found = t('server.probe.found', {
    kind: t('kind.ollama'),
    models: t('servers.models.many', { count: 3 }),
  });
  await expect(dialog.getByText(found)).toBeVisible();
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await expect(window.getByRole('listitem', { name: '机房 7' })).toContainText(t('health.healthy'));

  await openPage(window, t('nav.home'));
  const select = window.getByRole('combobox', { name: t('home.active.switch') });
  await select.click();
  await expect(window.getByRole('option', { name: embeddingModel })).toHaveCount(0);
  await expect(window.getByRole('option', { name: chatModel })).toBeVisible();
  await select.fill('llama');
  await window.getByRole('option', { name: otherModel }).click();
  await expect(window.getByTestId('active-model')).toHaveText(otherModel);
  await expect(window.getByText(t('choice.user'))).toBeVisible();

  await window.getByRole('button', { name: t('ask.send') }).click();
  await expect(window.getByRole('region', { name: t('ask.answer') })).toContainText(server.mark);
  await expect(window.getByText(t('ask.by')).locator('..')).toContainText(`${otherModel} · 机房 7`);
  expect(server.generations()).toHaveLength(1);
  expect(server.generations()[0]?.body).toContain(otherModel);
});

test('a bad address and ModelTray’s own are refused at the field', async ({ window, program, t }) => {
  await openPage(window, t('nav.servers'));
  await window.getByRole('button', { name: t('servers.add') }).click();
  const dialog = window.getByRole('dialog');
  const address = dialog.getByRole('textbox', { name: t('server.address') });
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await expect(dialog.getByText(t('server.address.empty'))).toBeVisible();
  await address.fill('not an address');
  await address.blur();
  await expect(dialog.getByText(t('server.address.bad'))).toBeVisible();
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await address.fill(program.proxyUrl);
  await address.blur();
  await expect(dialog.getByText(t('error.own_address', { address: program.proxyUrl }))).toBeVisible();
  expect((await program.call('getState', {})).settings.upstreams).toEqual([]);
});

test('a server that does not answer can be added all the same', async ({ window, server, t }) => {
  await server.close();
  await openPage(window, t('nav.servers'));
  await window.getByRole('button', { name: t('servers.add') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('server.address') }).fill(server.url);
  await expect(dialog.getByText(t('server.probe.notNow'))).toBeVisible();
  await dialog.getByRole('textbox', { name: t('server.name') }).fill('Later');
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await expect(window.getByRole('listitem', { name: 'Later' })).toContainText(t('health.unreachable'));
});

test('a server is tested, renamed, and removed', async ({ window, program, server, t }) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'First' });
  await openPage(window, t('nav.servers'));
  const models = t('servers.models.many', { count: 3 });
  await window.getByRole('button', { name: t('servers.test.named', { name: 'First' }) }).click();
  await expect(window.getByText(`First: ${t('health.healthy')} · ${models}`)).toBeVisible();

  await window.getByRole('button', { name: t('servers.menu', { name: 'First' }) }).click();
  await window.getByRole('menuitem', { name: t('servers.edit') }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('server.name') }).fill('Second');
  await dialog.getByRole('button', { name: t('window.save') }).click();
  await expect(window.getByRole('listitem', { name: 'Second' })).toBeVisible();

  await window.getByRole('button', { name: t('servers.menu', { name: 'Second' }) }).click();
  await window.getByRole('menuitem', { name: t('servers.remove') }).click();
  await window
    .getByRole('dialog')
    .getByRole('button', { name: t('window.remove') })
    .click();
  await expect(window.getByRole('listitem', { name: 'Second' })).toHaveCount(0);
  expect((await program.call('getState', {})).settings.upstreams).toEqual([]);
});

test('a key is entered later: what is asked for is said, and the server’s own address is not in the way', async ({
  window,
  program,
  server,
  t,
}) => {
  server.setKey('secret-1');
  await program.call('addUpstream', { baseUrl: server.url, name: 'Locked' });
  await openPage(window, t('nav.servers'));
  const row = window.getByRole('listitem', { name: 'Locked' });
  await expect(row).toContainText(t('health.detail.needsKey'));
  await row.getByRole('button', { name: t('servers.key.enter') }).click();
  const dialog = window.getByRole('dialog');
  const key = dialog.getByRole('textbox', { name: t('server.key') });
  await expect(key).toBeFocused();
  await key.fill('secret-2');
  await expect(dialog.getByText(t('server.probe.refusedKey'))).toBeVisible();
  await key.fill('secret-1');
  await expect(dialog.getByText(t('kind.ollama'))).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: t('server.address') })).not.toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await key.press('Enter');
  await expect(row).toContainText(t('health.healthy'));
});

test('a key stays behind when the address changes, until it is confirmed', async ({
  window,
  program,
  server,
  t,
}) => {
  await program.call('addUpstream', { baseUrl: 'http://127.0.0.1:9', name: 'Moved', key: 'secret-1' });
  server.setKey('secret-1');
  await program.call('updateUpstream', { slug: 'moved', baseUrl: server.url });
  await openPage(window, t('nav.servers'));
  const row = window.getByRole('listitem', { name: 'Moved' });
  await expect(row).toContainText(t('servers.key.unconfirmed'));
  const sent = (): boolean => server.requests.some(({ headers }) => headers.authorization !== undefined);
  expect(sent()).toBe(false);
  await row.getByRole('button', { name: t('servers.key.confirm', { address: server.url }) }).click();
  await expect(row).toContainText(t('servers.key.stored'));
  await expect.poll(sent).toBe(true);
});
