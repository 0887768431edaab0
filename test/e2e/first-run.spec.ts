import { openCopy } from './support/dbgpt-flow.ts';
import { expect, openPage, test } from './support/test.ts';

test('with no server the first run goes through the demo and says so at each step', async ({
  page,
  program,
  t,
}) => {
  await page.goto(program.panelLink);
  await expect(page.getByRole('heading', { name: t('welcome.find.title') })).toBeVisible();
  await expect(page.getByText(t('welcome.find.none'))).toBeVisible();
  await page.getByRole('button', { name: t('welcome.find.demo') }).click();

  await expect(page.getByText(t('home.active.demo'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: t('window.continue') }).click();

  await page.getByRole('textbox', { name: t('ask.label') }).fill('ping-7319');
  await page.getByRole('button', { name: t('ask.send') }).click();
  await expect(page.getByRole('region', { name: t('ask.answer') })).toContainText('ping-7319');
  await expect(page.getByText(t('ask.by')).locator('..')).toContainText(t('kind.demo'));
  await page.getByRole('button', { name: t('window.continue') }).click();

  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await openCopy(page, t, '0.6');
  await expect(page.getByText(t('export.warning.demo'))).toBeVisible();
  await page.getByRole('button', { name: t('welcome.done') }).click();

  await expect(page.getByRole('navigation')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: t('proxy.demo') })).toBeVisible();
});

test('a server added in the first run is chosen and answers', async ({ page, program, server, t }) => {
  await page.goto(program.panelLink);
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('server.address') }).fill(server.url);
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await expect(page.getByRole('listitem').filter({ hasText: server.url })).toBeVisible();
  await page.getByRole('button', { name: t('window.continue') }).click();
  await expect(page.getByText(t('home.active.demo'), { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: t('window.continue') }).click();
  await page.getByRole('button', { name: t('ask.send') }).click();
  await expect(page.getByRole('region', { name: t('ask.answer') })).toContainText(server.mark);
});

test('the first run can be skipped, stays away after a reload, and comes back from Settings', async ({
  page,
  program,
  t,
}) => {
  await page.goto(program.panelLink);
  await page.getByRole('button', { name: t('welcome.skip') }).click();
  await expect(page.getByRole('navigation')).toBeVisible();
  await page.reload();
  await openPage(page, t('nav.settings'));
  await page.getByRole('button', { name: t('settings.firstRun.do') }).click();
  await expect(page.getByRole('heading', { name: t('welcome.find.title') })).toBeVisible();
});
