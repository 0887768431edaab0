import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeUpstream } from '../support/fake-upstream.ts';
import { chooseCopy, chooseDbgpt, chooseFolder, goOn, openCopy } from './support/dbgpt-flow.ts';
import type { Program } from './support/program.ts';
import { chatModel, embeddingModel, expect, openPage, otherModel, test } from './support/test.ts';

const readClipboard = 'navigator.clipboard.readText()';
const mine = '# mine\r\nMINE=1\r\nLLM_MODEL=vicuna-13b\r\nhttp_proxy=http://127.0.0.1:1\r\nLAST=no end';

/** A DB-GPT 0.6.3 with an `.env` of its user's. */
async function oldDbgpt(program: Program): Promise<{ folder: string; path: string }> {
  const folder = join(program.folder, 'DB-GPT');
  await mkdir(join(folder, 'dbgpt'), { recursive: true });
  await writeFile(join(folder, 'dbgpt', '_version.py'), 'version = "0.6.3"\n');
  const path = join(folder, '.env');
  await writeFile(path, mine);
  return { folder, path };
}

test.describe('with a real model', () => {
  test.beforeEach(async ({ program, server, window, t }) => {
    await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
    await program.call('setAlias', { alias: 'active', target: { upstream: 'ollama', model: chatModel } });
    await openPage(window, t('nav.dbgpt'));
    await expect(window.getByRole('heading', { name: t('dbgpt.which') })).toBeVisible();
  });

  test('nothing is chosen beforehand', async ({ window, t }) => {
    const which = window.getByRole('radiogroup', { name: t('dbgpt.which') });
    await expect(which.getByRole('radio')).toHaveCount(4);
    await expect(which.getByRole('radio', { checked: true })).toHaveCount(0);
    await expect(window.getByText(t('dbgptPage.which.help'))).toBeVisible();
  });

  test('the change is seen, written into the file that is there, and given back byte for byte', async ({
    window,
    program,
    server,
    t,
  }) => {
    const { folder, path } = await oldDbgpt(program);
    await window.getByRole('textbox', { name: t('dbgptPage.look') }).fill(folder);
    await window.getByRole('button', { name: t('dbgptPage.look.do'), exact: true }).click();
    const found = t('dbgptPage.look.version', { version: '0.6.3', source: 'dbgpt/_version.py' });
    await expect(window.getByText(found)).toBeVisible();
    await goOn(window, t);
    await goOn(window, t);
    await expect(window.getByRole('heading', { name: t('dbgptPage.models') })).toBeFocused();
    await goOn(window, t);

    const diff = window.getByRole('region', { name: t('dbgptPage.diff', { path }) });
    await expect(diff.getByRole('deletion').filter({ hasText: 'LLM_MODEL=vicuna-13b' })).toBeVisible();
    await expect(diff.getByRole('insertion').filter({ hasText: 'LLM_MODEL=proxyllm' })).toBeVisible();
    const { key } = await program.call('revealLocalKey', {});
    await expect(diff).not.toContainText(key);
    await expect(window.getByText(t('export.warning.oldOnly'))).toBeVisible();
    await expect(window.getByText('http_proxy', { exact: true })).toBeVisible();
    await window.getByRole('switch', { name: t('dbgptPage.reveal') }).check({ force: true });
    await expect(diff).toContainText(`PROXY_API_KEY=${key}`);
    expect(await readFile(path, 'utf8')).toBe(mine);

    await window.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) }).click();
    await expect(window.getByText(t('dbgptPage.written', { path }))).toBeVisible();
    const written = await readFile(path, 'utf8');
    expect(written).toMatch(/^# mine\r\nMINE=1\r\nLLM_MODEL=proxyllm\r\n/);
    expect(written).toContain(`PROXY_API_KEY=${key}`);
    expect(written).toContain(`PROXY_SERVER_URL=${program.proxyUrl}/chat/completions`);
    await expect(window.getByText(t('dbgptPage.preview.same'))).toHaveCount(0);
    await expect(window.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) })).toHaveCount(0);
    await expect(window.getByText(t('export.note.restart'))).toBeVisible();

    await window.getByRole('button', { name: t('ask.send') }).click();
    await expect(window.getByRole('region', { name: t('ask.answer') })).toContainText(server.mark);

    const list = window.getByRole('list', { name: t('dbgptPage.files') });
    await expect(list).toContainText(t('dbgptPage.files.as-written'));
    await window.getByRole('button', { name: t('dbgptPage.files.undo.named', { path }) }).click();
    await expect(window.getByText(t('export.cli.back', { path }), { exact: true })).toBeVisible();
    expect(await readFile(path, 'utf8')).toBe(mine);
    await expect(window.getByText(t('dbgptPage.files.none'))).toBeVisible();
    await expect(window.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) })).toBeVisible();
  });

  test('a file that changes after the look is not touched, and its new preview is shown', async ({
    window,
    program,
    t,
  }) => {
    const { folder, path } = await oldDbgpt(program);
    await chooseDbgpt(window, t, '0.6');
    await chooseFolder(window, t, folder);
    await goOn(window, t);
    const write = window.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) });
    await expect(write).toBeEnabled();
    await writeFile(path, 'OTHER=2\n');
    await write.click();
    await expect(window.getByText(t('error.file_changed', { path }))).toBeVisible();
    await expect(window.getByText(t('dbgptPage.preview.again'))).toBeVisible();
    await expect(window.getByRole('region', { name: t('dbgptPage.diff', { path }) })).toContainText(
      'OTHER=2',
    );
    expect(await readFile(path, 'utf8')).toBe('OTHER=2\n');
    await write.click();
    await expect(window.getByText(t('dbgptPage.written', { path }))).toBeVisible();
    expect(await readFile(path, 'utf8')).toMatch(/^OTHER=2\n/);
  });

  test('put DB-GPT back gives every file back after asking, and tells of one that cannot be', async ({
    window,
    program,
    t,
  }) => {
    const { folder, path } = await oldDbgpt(program);
    await chooseDbgpt(window, t, '0.6');
    await chooseFolder(window, t, folder);
    await goOn(window, t);
    await window.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) }).click();
    await expect(window.getByText(t('dbgptPage.written', { path }))).toBeVisible();
    await writeFile(path, 'changed since\n');
    const all = window.getByRole('button', { name: t('dbgptPage.files.all') });
    await all.click();
    const dialog = window.getByRole('dialog', { name: t('dbgptPage.files.all.title') });
    await dialog.getByRole('button', { name: t('window.cancel') }).click();
    expect(await readFile(path, 'utf8')).toBe('changed since\n');
    await all.click();
    await dialog.getByRole('button', { name: t('dbgptPage.files.all') }).click();
    await expect(window.getByText(t('dbgptPage.files.kept', { path }))).toBeVisible();
    await window.getByRole('button', { name: t('dbgptPage.files.undo.named', { path }) }).click();
    await window.getByRole('button', { name: t('dbgptPage.files.force') }).click();
    await expect(window.getByText(t('export.cli.back', { path }), { exact: true })).toBeVisible();
    expect(await readFile(path, 'utf8')).toBe(mine);
  });

  test('≤ 0.6.3 gets its .env lines, masked on screen and whole when copied', async ({
    window,
    program,
    t,
  }) => {
    await openCopy(window, t, '0.6');
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
    await chooseDbgpt(window, t, '0.6');
    await chooseCopy(window, t);
    await expect(window.getByText(t('home.embedding.warning'))).toBeVisible();
    await window.getByRole('combobox', { name: t('dbgpt.model'), exact: true }).click();
    await window.getByRole('option', { name: chatModel }).click();
    await expect(window.getByText(t('dbgpt.model.pinned.hint'))).toBeVisible();
    await goOn(window, t);
    const text = window.getByRole('region', { name: t('dbgpt.text') });
    await expect(text).toContainText(`proxy_http_openapi_proxy_backend=ollama/${embeddingModel}`);
    await expect(text).toContainText(`PROXYLLM_BACKEND=ollama/${chatModel}`);
  });

  test('a folder that is not there is said at the field', async ({ window, program, t }) => {
    const folder = join(program.folder, 'nowhere');
    await chooseDbgpt(window, t, '0.6');
    const field = window.getByRole('textbox', { name: t('dbgptPage.folder'), exact: true });
    await goOn(window, t);
    await expect(window.getByText(t('dbgptPage.folder.empty'))).toBeVisible();
    await field.fill(folder);
    await goOn(window, t);
    await expect(window.getByText(t('error.folder_not_found', { folder }))).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  });

  test('0.7 takes several models with a default, each a table of its own', async ({ window, program, t }) => {
    await chooseDbgpt(window, t, '0.7');
    await chooseCopy(window, t);
    await window.getByRole('combobox', { name: t('dbgptPage.models.several') }).click();
    await window.getByRole('option', { name: otherModel }).click();
    await window.keyboard.press('Escape');
    await window.getByRole('combobox', { name: t('dbgptPage.models.default') }).click();
    await window.getByRole('option', { name: otherModel }).last().click();
    await goOn(window, t);
    await expect(window.getByText(t('export.warning.envIgnored'))).toBeVisible();
    const text = window.getByRole('region', { name: t('dbgpt.text') });
    await expect(text).toContainText('backend = "active"');
    await expect(text).toContainText(`backend = "ollama/${otherModel}"`);
    await expect(text).toContainText(`api_base = "${program.proxyUrl}"`);
    await expect(text).toContainText(/default_llm = "modeltray-/);
  });

  test('0.7 by its environment gets the commands for its own file', async ({ window, t }) => {
    await openCopy(window, t, 'stock-env');
    await expect(window.getByRole('region', { name: t('dbgpt.text') })).toContainText('OPENAI_API_BASE');
    const commands = window.getByRole('region', { name: t('dbgpt.commands') });
    await expect(commands).toContainText('configs/dbgpt-proxy-openai.toml');
  });

  test('a configuration that does not fit the DB-GPT is refused with the reason', async ({
    window,
    program,
    t,
  }) => {
    const { folder } = await oldDbgpt(program);
    await chooseDbgpt(window, t, '0.7');
    await chooseFolder(window, t, folder);
    await goOn(window, t);
    await expect(window.getByText(t('error.wrong_version.old', { version: '0.6.3' }))).toBeVisible();
    await expect(window.getByRole('heading', { name: t('dbgptPage.start') })).toHaveCount(0);
  });

  test('the next visit begins at the preview of the last choice', async ({ window, program, t }) => {
    const { folder, path } = await oldDbgpt(program);
    await chooseDbgpt(window, t, '0.6');
    await chooseFolder(window, t, folder);
    await goOn(window, t);
    const diff = window.getByRole('region', { name: t('dbgptPage.diff', { path }) });
    await expect(diff).toBeVisible();
    await window.reload();
    await expect(diff).toBeVisible();
    await expect(window.getByText(`${t('dbgptPage.variant.local')} · ${folder}`)).toBeVisible();
  });

  test('what a file does is told line by line, and its addresses are taken over as a group', async ({
    window,
    program,
    server,
    t,
  }) => {
    const second = await startFakeUpstream({
      dialect: 'ollama',
      mark: 'SECOND',
      models: [{ id: chatModel }],
    });
    const path = join(program.folder, 'judged.env');
    const text = `LLM_MODEL=proxyllm\nPROXY_SERVER_URL=${server.url}/v1,${second.url}/v1\nPROXY_API_KEY=\n`;
    await writeFile(path, text);
    await window.getByRole('textbox', { name: t('dbgptPage.judge.path'), exact: true }).fill(path);
    await window.getByRole('button', { name: t('dbgptPage.judge.do') }).click();
    const lines = window.getByRole('list', { name: t('dbgptPage.judge.lines') });
    await expect(lines).toContainText(t('judge.address.several', { count: 2 }));
    await expect(lines.getByText(t('dbgptPage.judge.wrong')).first()).toBeVisible();
    await window.getByRole('button', { name: t('dbgptPage.judge.pool'), exact: true }).click();
    const addresses = window.getByRole('list', { name: t('dbgptPage.judge.addresses') });
    await expect(addresses.getByRole('button', { name: t('dbgptPage.judge.known') })).toHaveCount(2);
    const { routes, upstreams } = await program.call('getState', {});
    expect(routes.find(({ alias }) => alias === 'dbgpt')).toMatchObject({ candidates: 2 });
    expect(upstreams.filter(({ kind }) => kind !== 'demo')).toHaveLength(2);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect((await readdir(program.folder)).filter((name) => name.startsWith('judged'))).toEqual([
      'judged.env',
    ]);
    await second.close();
  });
});

test('with the demo alone the page warns, and writing says what it writes', async ({
  window,
  program,
  t,
}) => {
  await openPage(window, t('nav.dbgpt'));
  await chooseDbgpt(window, t, '0.6');
  await chooseFolder(window, t, program.folder);
  await goOn(window, t);
  await expect(window.getByText(t('export.warning.demo'))).toBeVisible();
  await window.getByRole('button', { name: t('dbgptPage.write.demo') }).click();
  const path = join(program.folder, '.env');
  await expect(window.getByText(t('dbgptPage.written', { path }))).toBeVisible();
});
