/** More models than the state carries: each is found by typing, in the pickers and in the palette. */
import type { Page } from '@playwright/test';
import type { FoundModels } from '../../shared/api.ts';
import { chooseCopy, chooseDbgpt } from './support/dbgpt-flow.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildModel, buildServer, embeddingModel } from './support/stage-data.ts';

const last = 'org/model-399';

/** A router with 400 models, of which the state has five, and one embedding model that it has not. */
function setScene(stage: Stage): void {
  const models = [
    ...Array.from({ length: 399 }, (_model, at) => buildModel(`org/model-${at}`)),
    buildModel(last, { context: { loaded: 65_536, trained: null } }),
    embeddingModel,
  ];
  const server = buildServer({ slug: 'router', name: 'Router', kind: 'openai-compatible' }, models);
  stage.list({ ...server, models: server.models.slice(0, 5) }, buildServer({ slug: 'near', name: 'Near' }));
  stage.models.set('router', models);
  stage.activate({ upstream: 'near', model: 'qwen3:8b' });
}

const questions = (stage: Stage): string[] =>
  stage.asked
    .filter(({ name }) => name === 'findModels')
    .map(({ input }) => (input as { words: string }).words);

async function openPicker(page: Page, name: string): Promise<ReturnType<Page['getByRole']>> {
  const picker = page.getByRole('combobox', { name });
  await picker.click();
  return picker;
}

test('a model that the state does not list is found under its server, chosen by Enter, and shown', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/home');
  const picker = await openPicker(page, t('home.active.switch'));
  await expect(page.getByText(t('models.more', { count: 404 - 61 }))).toBeVisible();
  await picker.fill('router 399');
  const group = page.getByRole('group', { name: 'Router' });
  await expect(group.getByRole('option', { name: last })).toBeVisible();
  await expect(page.getByRole('option')).toHaveCount(1);
  await picker.press('Enter');
  await expect(page.getByTestId('active-model')).toHaveText(last);
  await expect(picker).toHaveValue(last);
  await expect(page.getByRole('definition').filter({ hasText: 'Router' })).toBeVisible();
  expect(questions(stage)).toEqual(['', 'router 399']);
});

test('nothing is asked where the state has every model', async ({ stage, openWindow, t }) => {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: 'qwen3:8b' });
  const page = await openWindow('#/home');
  const picker = await openPicker(page, t('home.active.switch'));
  await picker.fill('llama');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('mystery');
  await expect(
    page.getByRole('button', { name: t('palette.use', { model: 'mystery:latest' }) }),
  ).toBeVisible();
  expect(questions(stage)).toEqual([]);
});

test('a late answer overwrites no newer one, and a failure is shown in the list', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const held: ((found: FoundModels) => void)[] = [];
  const answerNow = stage.findModels;
  const page = await openWindow('#/home');
  const picker = await openPicker(page, t('home.active.switch'));
  await expect(page.getByText(t('models.more', { count: 404 - 61 }))).toBeVisible();
  stage.findModels = () => new Promise((resolve) => held.push(resolve));
  await picker.fill('model-39');
  await expect.poll(() => held.length).toBe(1);
  stage.findModels = answerNow;
  await picker.fill('model-399');
  await expect(page.getByRole('option', { name: last })).toBeVisible();
  held[0]?.({ models: [], count: 77 });
  stage.findModels = () => Promise.reject(new Error('gone'));
  await picker.fill('model-38');
  await expect(page.getByRole('listbox').getByText(t('models.failed', { reason: '' }).trim())).toBeVisible();
  await expect(page.getByText(t('models.more', { count: 77 }))).toHaveCount(0);
  stage.findModels = answerNow;
  await picker.fill('model-388');
  await expect(page.getByRole('option', { name: 'org/model-388' })).toBeVisible();
});

test('an embedding model can be chosen though the state lists none', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const [router] = stage.core.state().upstreams;
  if (router !== undefined) stage.core.setState({ upstreams: [router], active: null });
  const page = await openWindow('#/home');
  const picker = await openPicker(page, t('home.embedding'));
  await page.getByRole('option', { name: embeddingModel.id }).click();
  await expect(picker).toHaveValue(embeddingModel.id);
});

test('the palette finds and uses it, and says what it leaves out', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/settings');
  await expect(page.getByRole('heading', { level: 1, name: t('nav.settings') })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: t('palette.search') })).toBeFocused();
  await page.keyboard.type('model-39');
  await expect(
    page.getByRole('button', { name: t('palette.use', { model: 'org/model-39' }), exact: false }).first(),
  ).toBeVisible();
  await page.keyboard.type('9');
  await expect(page.getByRole('button', { name: t('palette.use', { model: last }) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => stage.asked.at(-1))
    .toEqual({
      name: 'setAlias',
      input: { alias: 'active', target: { upstream: 'router', model: last } },
    });
});

test('DB-GPT’s form pins it, and shows it afterwards', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  await chooseDbgpt(page, t, '0.6');
  await chooseCopy(page, t);
  const picker = page.getByRole('combobox', { name: t('dbgpt.model'), exact: true });
  await picker.fill('399');
  await page.getByRole('option', { name: last }).click();
  await expect(picker).toHaveValue(last);
  await page.getByRole('combobox', { name: t('dbgptPage.embedding') }).fill('bge');
  await page.getByRole('group', { name: 'Router' }).getByRole('option', { name: embeddingModel.id }).click();
  await expect(page.getByRole('combobox', { name: t('dbgptPage.embedding') })).toHaveValue(embeddingModel.id);
});
