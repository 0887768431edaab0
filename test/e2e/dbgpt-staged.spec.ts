/** The DB-GPT page over a scripted core: what it asks for each choice, and what it shows of each answer. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { ExportPlan } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import { chooseCopy, chooseDbgpt, chooseFolder, goOn } from './support/dbgpt-flow.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, smallModel } from './support/stage-data.ts';
import { buildLook, buildPlan, envPath } from './support/stage-exports.ts';

const folder = '/home/you/DB-GPT';
const address = 'http://127.0.0.1:8000/v1';

function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
}

/** The last input of a call. */
function lastAsked(stage: Stage, name: string): unknown {
  return stage.asked.filter((call) => call.name === name).at(-1)?.input;
}

test.beforeEach(({ stage }) => setScene(stage));

for (const variant of ['docker', 'wsl', 'direct'] as const)
  test(`the plan is asked for the way DB-GPT runs (${variant})`, async ({ stage, openWindow, t }) => {
    const page = await openWindow('#/dbgpt');
    await chooseDbgpt(page, t, '0.6');
    await page.getByRole('radio', { name: t(`dbgptPage.variant.${variant}.text`) }).click();
    await chooseFolder(page, t, folder);
    const serverKey = page.getByRole('checkbox', { name: t('dbgptPage.serverKey') });
    await expect(serverKey).toHaveCount(variant === 'direct' ? 1 : 0);
    await goOn(page, t);
    await expect(page.getByRole('region', { name: t('dbgptPage.diff', { path: envPath }) })).toBeVisible();
    expect(lastAsked(stage, 'planExport')).toMatchObject({ for: '0.6', variant, folder, models: ['active'] });
    expect(lastAsked(stage, 'keepExport')).toMatchObject({ for: '0.6', variant, place: 'folder', folder });
  });

test('WSL’s network is chosen by hand where it is not as set', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/dbgpt');
  await chooseDbgpt(page, t, '0.6');
  await page.getByRole('radio', { name: t('dbgptPage.variant.wsl.text') }).click();
  await page.getByRole('combobox', { name: t('dbgptPage.wsl') }).click();
  await page.getByRole('option', { name: t('dbgptPage.wsl.nat') }).click();
  await chooseFolder(page, t, folder);
  await goOn(page, t);
  await expect(page.getByRole('heading', { name: t('dbgptPage.ask') })).toBeVisible();
  expect(lastAsked(stage, 'planExport')).toMatchObject({ variant: 'wsl', wsl: 'nat' });
});

test('0.8 goes to its own folder without asking for one, but not in Docker', async ({
  stage,
  openWindow,
  t,
}) => {
  const page = await openWindow('#/dbgpt');
  await chooseDbgpt(page, t, '0.8');
  const own = page.getByRole('radio', { name: t('dbgptPage.place.own.text') });
  await page.getByRole('radio', { name: t('dbgptPage.variant.docker.text') }).click();
  await expect(own).toHaveCount(0);
  await page.getByRole('radio', { name: t('dbgptPage.variant.local.text') }).click();
  await own.click();
  await expect(page.getByRole('textbox', { name: t('dbgptPage.folder'), exact: true })).toHaveCount(0);
  await goOn(page, t);
  await goOn(page, t);
  await expect(page.getByRole('heading', { name: t('dbgptPage.ask') })).toBeVisible();
  expect(lastAsked(stage, 'planExport')).toMatchObject({ for: '0.8' });
  expect(lastAsked(stage, 'planExport')).not.toHaveProperty('folder');
  expect(lastAsked(stage, 'keepExport')).toMatchObject({ place: 'own' });
});

test('a folder with several TOML files lets one of them be chosen', async ({ stage, openWindow, t }) => {
  const mine = `${folder}/configs/mine.toml`;
  stage.exports.look = buildLook({
    version: '0.7.3',
    source: 'pyproject.toml',
    for: '0.7',
    files: [
      { path: `${folder}/configs/modeltray.toml`, kind: 'toml', exists: false },
      { path: mine, kind: 'toml', exists: true },
    ],
  });
  const page = await openWindow('#/dbgpt');
  await chooseDbgpt(page, t, '0.7');
  await page.getByRole('textbox', { name: t('dbgptPage.folder'), exact: true }).fill(folder);
  const file = page.getByRole('combobox', { name: t('dbgptPage.file'), exact: true });
  const usual = t('dbgptPage.file.new', { name: 'modeltray.toml' });
  await expect(file).toHaveValue(t('dbgptPage.file.usual', { name: usual }));
  await file.click();
  await page.getByRole('option', { name: 'mine.toml' }).click();
  await goOn(page, t);
  await goOn(page, t);
  await expect(page.getByRole('heading', { name: t('dbgptPage.ask') })).toBeVisible();
  expect(lastAsked(stage, 'planExport')).toMatchObject({ for: '0.7', file: mine });
});

test('a DB-GPT that runs is found or not, and only when it is looked for', async ({
  stage,
  openWindow,
  t,
}) => {
  const page = await openWindow('#/dbgpt');
  const find = page.getByRole('button', { name: t('dbgptPage.running.do') });
  await find.click();
  await expect(page.getByText(t('dbgptPage.running.none', { port: 5670 }))).toBeVisible();
  const url = 'http://127.0.0.1:5670';
  stage.exports.running = { url, models: ['qwen3-8b', 'bge-m3'] };
  await find.click();
  await expect(page.getByText(t('dbgptPage.running.at', { url }))).toBeVisible();
  await expect(page.getByText(t('dbgptPage.running.models', { models: 'qwen3-8b, bge-m3' }))).toBeVisible();
  await expect(page.getByText(t('dbgptPage.running.none', { port: 5670 }))).toHaveCount(0);
});

test('pasted text is judged, and its one address taken over as a server', async ({
  stage,
  openWindow,
  t,
}) => {
  const said = message('judge.env.empty');
  stage.exports.report = {
    kind: 'env',
    path: null,
    lines: [{ line: null, key: 'PROXY_API_KEY', verdict: 'wrong', text: said }],
    addresses: [{ baseUrl: address, line: 1, hasKey: true, slug: null }],
  };
  const page = await openWindow('#/dbgpt');
  await page.getByText(t('dbgptPage.judge.how.text'), { exact: true }).click();
  await page.getByRole('button', { name: t('dbgptPage.judge.do'), exact: true }).click();
  await expect(page.getByText(t('dbgptPage.judge.empty'))).toBeVisible();
  const text = `PROXY_SERVER_URL=${address}/chat/completions`;
  await page.getByRole('textbox', { name: t('dbgptPage.judge.text'), exact: true }).fill(text);
  await page.getByRole('button', { name: t('dbgptPage.judge.do'), exact: true }).click();
  const lines = page.getByRole('list', { name: t('dbgptPage.judge.lines') });
  await expect(lines).toContainText(t('judge.env.empty'));
  await expect(lines).toContainText(t('dbgptPage.judge.missing'));
  expect(lastAsked(stage, 'judgeConfig')).toEqual({ text, kind: 'env' });
  await expect(page.getByRole('button', { name: t('dbgptPage.judge.pool'), exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: t('dbgptPage.judge.take.named', { address }) }).click();
  await expect.poll(() => lastAsked(stage, 'addUpstream')).toEqual({ baseUrl: address });
});

async function openPreview(page: Page, stage: Stage, plan: ExportPlan): Promise<void> {
  stage.exports.last = { for: '0.6', variant: 'local', models: ['active'], place: 'folder', folder };
  stage.exports.plan = plan;
  await page.reload();
}

test('a file that changed meanwhile is shown anew, then written, and undone; what cannot be stays', async ({
  stage,
  openWindow,
  t,
}) => {
  const page = await openWindow('#/dbgpt');
  await openPreview(page, stage, buildPlan());
  stage.exports.changedPlan = buildPlan({
    hunks: [{ before: 1, after: 1, lines: [{ kind: 'added', text: 'SEEN=anew' }] }],
    seen: { before: 'hash-other', after: 'hash-anew' },
  });
  const diff = page.getByRole('region', { name: t('dbgptPage.diff', { path: envPath }) });
  const write = page.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) });
  await expect(diff).toContainText('LLM_MODEL=vicuna');
  await write.click();
  await expect(page.getByText(t('dbgptPage.preview.again'))).toBeVisible();
  await expect(diff).toContainText('SEEN=anew');
  expect(stage.exports.written).toEqual([]);
  await write.click();
  await expect(page.getByText(t('dbgptPage.written', { path: envPath }))).toBeVisible();
  expect(lastAsked(stage, 'writeExport')).toMatchObject({
    seen: [{ path: envPath, before: 'hash-other', after: 'hash-anew' }],
  });
  await expect(page.getByRole('switch', { name: t('dbgptPage.reveal') })).toHaveCount(0);

  const reason = message('error.file_changed', { path: envPath });
  stage.exports.undone = { undone: [], kept: [{ path: envPath, reason }] };
  await page.getByRole('button', { name: t('dbgptPage.files.all') }).click();
  const dialog = page.getByRole('dialog', { name: t('dbgptPage.files.all.title') });
  await dialog.getByRole('button', { name: t('dbgptPage.files.all') }).click();
  await expect(page.getByText(t('dbgptPage.files.kept', { path: envPath }))).toBeVisible();
  await expect(page.getByRole('list', { name: t('dbgptPage.files') })).toContainText(envPath);
  stage.exports.undone = null;
  await page.getByRole('button', { name: t('dbgptPage.files.undo.named', { path: envPath }) }).click();
  await expect(page.getByText(t('dbgptPage.files.none'))).toBeVisible();
});

test('from the first step to the written file by keyboard alone', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/dbgpt');
  const which = page.getByRole('radiogroup', { name: t('dbgpt.which') });
  await expect(which).toBeVisible();
  await tabTo(page, 'textbox', t('dbgptPage.look'));
  await page.keyboard.type(folder);
  await page.keyboard.press('Enter');
  await expect(which.getByRole('radio', { checked: true })).toHaveCount(1);
  for (const title of ['dbgptPage.where', 'dbgptPage.models', 'dbgptPage.preview'] as const) {
    await tabTo(page, 'button', t('window.continue'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: t(title), exact: true })).toBeFocused();
  }
  await tabTo(page, 'button', t('dbgptPage.write', { file: '.env' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('dbgptPage.written', { path: envPath }))).toBeVisible();
  await tabTo(page, 'button', t('dbgptPage.files.undo.named', { path: envPath }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('dbgptPage.files.none'))).toBeVisible();
  expect(lastAsked(stage, 'undoExport')).toMatchObject({ id: envPath });
});

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

for (const theme of ['light', 'dark'] as const)
  test(`the page holds up for everybody (${theme})`, async ({ stage, openWindow, t }) => {
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/dbgpt');
    await expect(page.getByRole('heading', { name: t('sync.title') })).toBeVisible();
    await expectNoViolations(page);
    await chooseDbgpt(page, t, '0.7');
    await expectNoViolations(page);
    await chooseCopy(page, t);
    await expect(page.getByRole('combobox', { name: t('dbgptPage.rerank') })).toBeVisible();
    await expectNoViolations(page);
    const problem = {
      line: 3,
      key: 'http_proxy',
      verdict: 'warning',
      text: message('judge.env.empty'),
    } as const;
    await openPreview(page, stage, buildPlan({ problems: [problem] }));
    await expect(page.getByText(t('dbgptPage.problems')).first()).toBeVisible();
    await page.getByRole('button', { name: t('sync.api.title') }).click();
    await expect(page.getByRole('button', { name: t('sync.api.look') })).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) }).click();
    await expect(page.getByText(t('dbgptPage.written', { path: envPath }))).toBeVisible();
    await expectNoViolations(page);
  });
