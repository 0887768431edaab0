import type { CloudPreset } from '../../shared/cloud-presets.ts';
import { cloudPresets } from '../../shared/cloud-presets.ts';
import { expect, test } from './support/stage.ts';

function presetOf(id: string): CloudPreset {
  const preset = cloudPresets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`the presets lack ${id}`);
  return preset;
}
const preset = presetOf('deepseek');

test('a well-known cloud fills in the form and says where to read on', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog', { name: t('server.add.title') });
  const address = dialog.getByRole('textbox', { name: t('server.address') });
  await expect(address).toBeFocused();
  await dialog.getByRole('combobox', { name: t('cloud.choose') }).click();
  await page.getByRole('option', { name: preset.name[language] }).click();
  await expect(address).toHaveValue(preset.baseUrl);
  await expect(dialog.getByRole('textbox', { name: t('server.name') })).toHaveValue(preset.name[language]);
  await expect(dialog.getByText(t('server.probe.needsKey'))).toBeVisible();
  const link = (name: string) => dialog.getByRole('link', { name });
  await expect(link(t('cloud.docs'))).toHaveAttribute('href', preset.documentationUrl);
  await expect(link(t('cloud.key'))).toHaveAttribute('href', preset.keyUrl);
  await expect(link(t('cloud.key'))).toHaveAttribute('target', '_blank');

  await dialog.getByRole('textbox', { name: t('server.key') }).fill('sk-1');
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await expect(dialog).toHaveCount(0);
  expect(stage.asked.at(-1)).toEqual({
    name: 'addUpstream',
    input: { baseUrl: preset.baseUrl, name: preset.name[language], key: 'sk-1' },
  });
});

test('the desktop window shows the addresses to be copied, for it opens none', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  stage.core.setState({ shell: 'desktop' });
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog', { name: t('server.add.title') });
  await dialog.getByRole('combobox', { name: t('cloud.choose') }).click();
  await page.getByRole('option', { name: preset.name[language] }).click();
  await expect(dialog.getByText(preset.keyUrl)).toBeVisible();
  await expect(dialog.getByRole('link')).toHaveCount(0);
  await dialog.getByRole('button', { name: t('cloud.link.copy', { name: t('cloud.key') }) }).click();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(preset.keyUrl);
});

test('a cloud whose address has a part of one’s own asks for that part', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  const azure = presetOf('azure-openai');
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog', { name: t('server.add.title') });
  await dialog.getByRole('combobox', { name: t('cloud.choose') }).click();
  await page.getByRole('option', { name: azure.name[language] }).click();
  const address = dialog.getByRole('textbox', { name: t('server.address') });
  await expect(address).toHaveValue('');
  await dialog.getByRole('textbox', { name: t('cloud.resource') }).fill(' My-Resource ');
  await expect(address).toHaveValue('https://my-resource.openai.azure.com/openai/v1');
  await expect(dialog.getByText(t('server.probe.needsKey'))).toBeVisible();
  expect(stage.asked.map(({ input }) => input)).toEqual([
    { baseUrl: 'https://my-resource.openai.azure.com/openai/v1' },
  ]);
});

test('a server that is edited is no new cloud', async ({ stage, openWindow, t }) => {
  await stage.core.api.calls.addUpstream({ baseUrl: 'http://127.0.0.1:8000', name: 'Mine' });
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.menu', { name: 'Mine' }) }).click();
  await page.getByRole('menuitem', { name: t('servers.edit') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('combobox', { name: t('cloud.choose') })).toHaveCount(0);
});
