import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, roomyModel, smallModel } from './support/stage-data.ts';

const vllm = buildServer({ slug: 'vllm', name: 'Box', kind: 'vllm', baseUrl: 'http://127.0.0.1:8000' }, [
  smallModel,
]);

function setScene(stage: Stage): void {
  stage.list(buildServer(), vllm);
  stage.activate({ upstream: 'ollama', model: smallModel.id });
}

test('a small context is warned of wherever a model is chosen, with the words that raise it there', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const warning = t('context.small', { value: '4K' });
  const page = await openWindow('#/home');
  await expect(page.getByText(warning)).toBeVisible();
  await expect(page.getByText(t('context.raise.ollama'))).toBeVisible();

  const select = page.getByRole('combobox', { name: t('home.active.switch') });
  await select.click();
  const small = t('context.short.small', { value: '4K' });
  const option = page.getByRole('option', { name: smallModel.id });
  await expect(option.first().getByRole('img', { name: small })).toBeVisible();
  const roomy = page.getByRole('option', { name: roomyModel.id });
  await expect(roomy.getByRole('img', { name: t('context.short', { value: '16K' }) })).toBeVisible();
  await option.last().click();
  await expect(page.getByText(t('context.raise.vllm'))).toBeVisible();

  stage.activate({ upstream: 'ollama', model: roomyModel.id });
  await expect(page.getByText(warning)).toHaveCount(0);
});

test('the list of models and the first run show it too', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/servers');
  const row = page.getByRole('listitem', { name: 'Ollama' });
  await row.getByRole('button', { name: t('servers.models.show', { name: 'Ollama' }) }).click();
  await expect(row.getByRole('img', { name: t('context.short', { value: '16K' }) })).toBeVisible();
  await expect(row.getByText(t('context.upTo', { value: '128K' }))).toBeVisible();

  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, window: { ...settings.window, firstRunDone: false } } });
  await page.getByRole('button', { name: t('window.continue') }).click();
  await expect(page.getByText(t('context.small', { value: '4K' }))).toBeVisible();
});
