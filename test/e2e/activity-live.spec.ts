import { chatModel, expect, openPage, test } from './support/test.ts';

test('a request through the proxy shows up live, with its server and why it went there', async ({
  window,
  program,
  server,
  t,
}) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
  await openPage(window, t('nav.activity'));
  await expect(window.getByText(t('activity.empty.title'))).toBeVisible();
  const { baseUrl } = (await program.call('getState', {})).proxy;
  const answer = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'spec/1.0' },
    body: JSON.stringify({ model: 'active', messages: [{ role: 'user', content: 'hello' }] }),
  });
  expect(answer.status).toBe(200);
  const grid = window.getByRole('grid', { name: t('activity.title') });
  const row = grid.locator('[aria-rowindex="2"]');
  await expect(row).toContainText(`ollama / ${chatModel}`);
  await expect(row).toContainText(
    t('activity.status.code', { outcome: t('activity.outcome.answered'), status: 200 }),
  );
  await expect(row).toContainText(t('location.this-machine'));
  await row.click();
  const sheet = window.getByRole('dialog', { name: t('activity.detail') });
  await expect(sheet).toContainText(t('decision.alias', { alias: 'active' }));
  await expect(sheet).toContainText('spec/1.0');
  await expect(sheet.getByRole('list', { name: t('activity.waterfall') }).getByRole('listitem')).toHaveCount(
    7,
  );
});
