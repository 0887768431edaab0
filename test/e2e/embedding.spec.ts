import { startFakeUpstream } from '../support/fake-upstream.ts';
import { embeddingModel, expect, test } from './support/test.ts';

const secondModel = 'nomic-embed-text:latest';

test('the first embedding model is chosen at once; a change is asked about and can be called off', async ({
  window,
  program,
  t,
}) => {
  const server = await startFakeUpstream({
    dialect: 'ollama',
    mark: 'MARK-EMBEDDING',
    models: [
      { id: embeddingModel, type: 'embedding' },
      { id: secondModel, type: 'embedding' },
    ],
  });
  await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
  const select = window.getByRole('combobox', { name: t('home.embedding') });
  const dialog = window.getByRole('dialog', { name: t('home.embedding.confirm.title') });
  const chosen = async (): Promise<string | undefined> =>
    (await program.call('getState', {})).embedding?.model;
  const pick = async (name: string): Promise<void> => {
    await select.click();
    await window.getByRole('option', { name }).click();
  };

  await pick(embeddingModel);
  await expect(window.getByText(t('home.embedding.changed', { model: embeddingModel }))).toBeVisible();
  await expect(dialog).toHaveCount(0);

  await pick(secondModel);
  await expect(dialog.getByText(`${embeddingModel} → ${secondModel}`)).toBeVisible();
  await expect(dialog.getByText(t('home.embedding.warning'))).toBeVisible();
  await expect(dialog.getByRole('button', { name: t('window.cancel') })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(select).toHaveValue(embeddingModel);
  expect(await chosen()).toBe(embeddingModel);

  await pick(secondModel);
  await dialog.getByRole('button', { name: t('home.embedding.confirm.do') }).click();
  await expect(window.getByText(t('home.embedding.changed', { model: secondModel }))).toBeVisible();
  await expect(select).toHaveValue(secondModel);
  expect(await chosen()).toBe(secondModel);

  await window.getByRole('button', { name: t('home.embedding.clear') }).click();
  await dialog.getByRole('button', { name: t('home.embedding.confirm.do') }).click();
  await expect(window.getByText(t('home.embedding.cleared'))).toBeVisible();
  expect(await chosen()).toBeUndefined();
  await server.close();
});
