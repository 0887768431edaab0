/** The command palette, by keyboard and by mouse. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, roomyModel, smallModel } from './support/stage-data.ts';

function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
}

test('the model is switched by typing its name', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/home');
  await expect(page.getByTestId('active-model')).toHaveText(smallModel.id);
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('textbox', { name: t('palette.search') });
  await expect(search).toBeFocused();
  await page.keyboard.type(roomyModel.id.slice(0, 6));
  await expect(page.getByRole('button', { name: t('palette.use', { model: roomyModel.id }) })).toBeVisible();
  await expect(page.getByRole('button', { name: t('palette.use', { model: smallModel.id }) })).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('active-model')).toHaveText(roomyModel.id);
  expect(stage.asked).toEqual([
    { name: 'setAlias', input: { alias: 'active', target: { upstream: 'ollama', model: roomyModel.id } } },
  ]);
});

test('pages and servers open, from inside a field too; Escape leaves everything as it was', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/home');
  await page.getByRole('textbox', { name: t('ask.label') }).focus();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: t('palette.search') })).toBeFocused();
  await page.keyboard.type(t('nav.settings'));
  await expect(page.getByRole('button', { name: t('nav.settings'), exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: t('nav.settings') })).toBeVisible();
  await page.getByRole('button', { name: t('palette.open') }).click();
  await page.getByRole('button', { name: `Ollama ${t('palette.server')}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ollama' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(stage.asked).toEqual([]);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the palette holds up for everybody (${theme})`, async ({ stage, openWindow, t }) => {
    setScene(stage);
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/servers');
    await expect(page.getByRole('heading', { level: 1, name: t('nav.servers') })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(bad.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
