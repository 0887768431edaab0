import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chatModel, embeddingModel, expect, openPage, test } from './support/test.ts';

const readClipboard = 'navigator.clipboard.readText()';

test.describe('with a real model', () => {
  test.beforeEach(async ({ program, server, window, t }) => {
    await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
    await program.call('setAlias', { alias: 'active', target: { upstream: 'ollama', model: chatModel } });
    await openPage(window, t('nav.dbgpt'));
    await expect(window.getByRole('radio', { checked: true })).toHaveCount(0);
  });

  test('≤ 0.6.3 gets its .env lines, masked on screen and whole when copied', async ({
    window,
    program,
    t,
  }) => {
    await window.getByRole('radio', { name: t('dbgpt.which.old') }).click();
    const text = window.getByRole('region', { name: t('dbgpt.text') });
    await expect(text).toContainText('LLM_MODEL=proxyllm');
    await expect(text).toContainText('PROXYLLM_BACKEND=active');
    await expect(text).toContainText(`PROXY_SERVER_URL=${program.proxyUrl}/chat/completions`);
    await expect(text).not.toContainText('EMBEDDING_MODEL');
    const { key } = await program.call('revealLocalKey', {});
    await expect(text).not.toContainText(key);
    await window.getByRole('button', { name: t('dbgpt.copy') }).click();
    await expect(window.getByText(t('dbgpt.copied'))).toBeVisible();
    expect(await window.evaluate<string>(readClipboard)).toContain(`PROXY_API_KEY=${key}`);
  });

  test('a pinned model and a chosen embedding model stand in the text', async ({ window, program, t }) => {
    await program.call('setAlias', {
      alias: 'embedding',
      target: { upstream: 'ollama', model: embeddingModel },
    });
    await window.getByRole('radio', { name: t('dbgpt.which.old') }).click();
    const text = window.getByRole('region', { name: t('dbgpt.text') });
    await expect(text).toContainText(`proxy_http_openapi_proxy_backend=ollama/${embeddingModel}`);
    await window.getByRole('combobox', { name: t('dbgpt.model') }).click();
    await window.getByRole('option', { name: chatModel }).click();
    await expect(text).toContainText(`PROXYLLM_BACKEND=ollama/${chatModel}`);
    await expect(window.getByText(t('dbgpt.model.pinned.hint'))).toBeVisible();
  });

  test('saving shows the full path and leaves a .env that is there alone', async ({ window, program, t }) => {
    const folder = join(program.folder, 'DB-GPT');
    await mkdir(folder);
    await writeFile(join(folder, '.env'), 'MINE=1\n');
    await window.getByRole('radio', { name: t('dbgpt.which.old') }).click();
    await window.getByRole('textbox', { name: t('dbgpt.save.label') }).fill(folder);
    await window.getByRole('button', { name: t('dbgpt.save.do', { file: '.env' }) }).click();
    const path = join(folder, '.env.modeltray');
    await expect(window.getByText(path, { exact: true })).toBeVisible();
    await expect(window.getByText(t('dbgpt.saved.beside', { file: '.env' }))).toBeVisible();
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe('MINE=1\n');
    const { key } = await program.call('revealLocalKey', {});
    expect(await readFile(path, 'utf8')).toContain(`PROXY_API_KEY=${key}`);
  });

  test('a folder that is not there is said at the field', async ({ window, program, t }) => {
    const folder = join(program.folder, 'nowhere');
    await window.getByRole('radio', { name: t('dbgpt.which.old') }).click();
    const field = window.getByRole('textbox', { name: t('dbgpt.save.label') });
    const save = window.getByRole('button', { name: t('dbgpt.save.do', { file: '.env' }) });
    await save.click();
    await expect(window.getByText(t('dbgpt.save.empty'))).toBeVisible();
    await field.fill(folder);
    await save.click();
    await expect(window.getByText(t('error.folder_not_found', { folder }))).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  });

  test('0.7 and newer get the sentence, the block, and the two commands', async ({ window, program, t }) => {
    await window.getByRole('radio', { name: t('dbgpt.which.new') }).click();
    await expect(window.getByText(t('export.warning.envIgnored'))).toBeVisible();
    const text = window.getByRole('region', { name: t('dbgpt.text') });
    await expect(text).toContainText('[[models.llms]]');
    await expect(text).toContainText('backend = "active"');
    await expect(text).toContainText(`api_base = "${program.proxyUrl}"`);
    await window.getByText(t('dbgpt.how.env')).click();
    await expect(text).toContainText('OPENAI_API_BASE');
    const commands = window.getByRole('region', { name: t('dbgpt.commands') });
    await expect(commands).toContainText('configs/dbgpt-proxy-openai.toml');
  });

  test('who is not sure is told how to look', async ({ window, t }) => {
    await window.getByRole('radio', { name: t('dbgpt.which.unsure') }).click();
    await expect(window.getByText(t('dbgpt.look.old'))).toBeVisible();
    await expect(window.getByText(t('dbgpt.look.new'))).toBeVisible();
  });
});

test('with the demo alone the page warns, and saving says what it saves', async ({ window, program, t }) => {
  await openPage(window, t('nav.dbgpt'));
  await window.getByRole('radio', { name: t('dbgpt.which.old') }).click();
  await expect(window.getByText(t('export.warning.demo'))).toBeVisible();
  await window.getByRole('textbox', { name: t('dbgpt.save.label') }).fill(program.folder);
  await window.getByRole('button', { name: t('dbgpt.save.demo') }).click();
  await expect(window.getByText(join(program.folder, '.env'), { exact: true })).toBeVisible();
});
