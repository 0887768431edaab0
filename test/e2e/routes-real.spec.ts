import { startFakeUpstream } from '../support/fake-upstream.ts';
import { chatModel, expect, openPage, test } from './support/test.ts';

test('a route that is made in the window answers at its own address', async ({
  window,
  program,
  server,
  t,
}) => {
  const second = await startFakeUpstream({
    dialect: 'ollama',
    mark: 'MARK-SECOND',
    models: [{ id: 'second:1b' }],
  });
  await program.call('addUpstream', { baseUrl: server.url, name: 'First' });
  await program.call('addUpstream', { baseUrl: second.url, name: 'Second' });
  await openPage(window, t('nav.servers'));
  await window.getByRole('button', { name: t('routes.add'), exact: true }).click();
  const editor = window.getByRole('dialog', { name: t('routes.editor.new') });
  await editor.getByRole('textbox', { name: t('routes.alias'), exact: true }).fill('team');
  await editor.getByRole('combobox', { name: t('routes.candidate.model', { number: 1 }) }).click();
  await window.getByRole('option', { name: 'second:1b' }).click();
  await editor.getByRole('button', { name: t('window.save') }).click();
  const card = window.getByRole('listitem', { name: t('routes.called', { alias: 'team' }), exact: true });
  const address = program.proxyUrl.replace(/\/v1$/, '/r/team/v1');
  await expect(card).toContainText(address);

  await window.getByRole('button', { name: t('routes.try.named', { alias: 'team' }) }).click();
  await expect(window.getByText(t('routes.try.goes', { model: 'second/second:1b' }))).toBeVisible();
  expect([...server.generations(), ...second.generations()]).toEqual([]);

  const response = await fetch(`${address}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: chatModel, messages: [{ role: 'user', content: 'hello' }] }),
  });
  expect(await response.text()).toContain(second.mark);
  expect(second.generations()).toHaveLength(1);
  expect(server.generations()).toHaveLength(0);
  await second.close();
});
