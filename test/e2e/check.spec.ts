import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildReport, buildResult, buildServer, roomyModel, said, smallModel } from './support/stage-data.ts';

const fixed = buildReport({
  verdict: 'works-with-fixes',
  because: ['bad-json'],
  checks: [
    buildResult('chat', 'pass'),
    buildResult('bad-json', 'repaired', { fix: 'error-shape' }),
    buildResult('abort', 'fail'),
    buildResult('embeddings', 'not-applicable', { request: null, answer: null }),
  ],
});

/** Opens the check of the active model, on its server's page. */
async function openCheck(page: Page, t: Translate): Promise<Locator> {
  await page.getByRole('button', { name: t('apiCheck.open') }).click();
  return page.getByRole('dialog', { name: t('apiCheck.title') });
}

function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  stage.plan = { ...stage.plan, effects: [said('effect-one')] };
}

test('the plan stands before anything is sent, for the depth that is chosen', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  await expect(sheet.getByText(t('apiCheck.plan.many', { requests: 5, tokens: '300' }))).toBeVisible();
  await expect(sheet.getByText('effect-one')).toBeVisible();
  await expect(sheet.getByText(t('apiCheck.plan.still'))).toBeVisible();

  stage.plan = { ...stage.plan, requests: 24, tokens: 2986 };
  await sheet.getByText(t('apiCheck.depth.full'), { exact: true }).click();
  await expect(sheet.getByText(t('apiCheck.depth.full.text'))).toBeVisible();
  const tokens = new Intl.NumberFormat('en').format(2986);
  await expect(sheet.getByText(t('apiCheck.plan.many', { requests: 24, tokens }))).toBeVisible();
  expect(stage.asked.map(({ input }) => input)).toEqual([
    { server: 'ollama', model: smallModel.id, depth: 'quick' },
    { server: 'ollama', model: smallModel.id, depth: 'full' },
  ]);
  expect(stage.check.inputs).toEqual([]);
});

test('an obstacle keeps it from starting and comes with a way out', async ({ stage, openWindow, t }) => {
  setScene(stage);
  stage.core.setState({ upstreams: [buildServer({ health: 'unauthorized' })] });
  stage.plan = { ...stage.plan, obstacle: said('obstacle-one') };
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  await expect(sheet.getByText('obstacle-one')).toBeVisible();
  await expect(sheet.getByRole('button', { name: t('apiCheck.start') })).toBeDisabled();

  stage.plan = { ...stage.plan, obstacle: null };
  await sheet.getByRole('button', { name: t('apiCheck.obstacle.again') }).click();
  await expect(sheet.getByRole('button', { name: t('apiCheck.start') })).toBeEnabled();
  expect(stage.asked.map(({ name }) => name)).toEqual(['planCheck', 'testUpstream', 'planCheck']);

  stage.plan = { ...stage.plan, obstacle: said('obstacle-two') };
  await sheet.getByText(t('apiCheck.depth.full'), { exact: true }).click();
  await sheet.getByRole('button', { name: t('servers.key.enter') }).click();
  await expect(page.getByRole('dialog', { name: t('server.edit.title', { name: 'Ollama' }) })).toBeVisible();
});

test('it runs step by step; each result stays where it came', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  await sheet.getByRole('button', { name: t('apiCheck.start') }).click();
  await stage.check.begun();
  expect(stage.check.inputs).toEqual([{ server: 'ollama', model: smallModel.id, depth: 'quick' }]);
  stage.check.emit({ type: 'running', id: 'chat', done: 1, of: 4 });
  await expect(sheet.getByText(t('apiCheck.running', { name: t('check.name.chat') }))).toBeVisible();
  const bar = sheet.getByRole('progressbar', { name: t('apiCheck.progress') });
  await expect(bar).toHaveAttribute('aria-valuenow', '25');
  await expect(sheet.getByRole('status').first()).toHaveText(t('apiCheck.running.live'));

  const results = sheet.getByRole('list', { name: t('apiCheck.results') });
  stage.check.emit({ type: 'result', result: buildResult('chat', 'pass') });
  const first = results.getByRole('listitem', { name: t('check.name.chat') });
  await expect(first).toContainText(t('check.status.pass'));
  const before = await first.boundingBox();
  stage.check.emit({ type: 'result', result: buildResult('bad-json', 'repaired') });
  await expect(results.getByRole('listitem', { name: t('check.name.bad-json') })).toBeVisible();
  expect(await first.boundingBox()).toEqual(before);

  stage.check.finish(fixed);
  const verdict = sheet.getByRole('heading', { name: t('check.verdict.works-with-fixes') });
  await expect(verdict).toBeFocused();
});

test('the report says the verdict and why, each check in words, and what was sent', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  stage.reports.set(`ollama/${smallModel.id}`, fixed);
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  await expect(sheet.getByRole('heading', { name: t('check.verdict.works-with-fixes') })).toBeVisible();
  await expect(sheet.getByText(t('apiCheck.because', { checks: t('check.name.bad-json') }))).toBeVisible();
  await expect(sheet.getByText(t('apiCheck.spent.many', { requests: 5, tokens: '312' }))).toBeVisible();
  const row = (id: 'chat' | 'bad-json' | 'abort' | 'embeddings') =>
    sheet.getByRole('listitem', { name: t(`check.name.${id}`) });
  await expect(row('chat')).toContainText(t('check.status.pass'));
  await expect(row('bad-json')).toContainText(t('check.status.repaired'));
  await expect(row('bad-json')).toContainText(t('apiCheck.fix', { fix: t('check.fix.error-shape') }));
  await expect(row('abort')).toContainText(t('check.status.fail'));
  await expect(row('abort')).toContainText('abort: meant');
  await expect(row('embeddings')).toContainText(t('check.status.not-applicable'));
  await expect(row('embeddings').getByRole('button')).toHaveCount(0);
  const name = t('check.name.chat');
  await row('chat')
    .getByRole('button', { name: t('apiCheck.details.named', { name }) })
    .click();
  await expect(row('chat').getByRole('region', { name: `${t('apiCheck.request')}: ${name}` })).toContainText(
    'POST /v1/chat/completions',
  );

  await sheet.getByRole('button', { name: t('apiCheck.again') }).click();
  await expect(sheet.getByRole('button', { name: t('apiCheck.start') })).toBeEnabled();
  await sheet.getByRole('button', { name: t('apiCheck.back') }).click();
  await expect(sheet.getByRole('heading', { name: t('check.verdict.works-with-fixes') })).toBeVisible();
  expect(stage.check.inputs).toEqual([]);
});

test('the report is saved as Markdown and JSON, and copied', async ({ stage, openWindow, t }) => {
  setScene(stage);
  stage.reports.set(`ollama/${smallModel.id}`, fixed);
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  const save = async (name: string): Promise<[file: string, text: string]> => {
    const download = page.waitForEvent('download');
    await sheet.getByRole('button', { name }).click();
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path(), 'utf8')];
  };
  expect(await save(t('apiCheck.save.markdown'))).toEqual(['check.md', '# Report']);
  expect(await save(t('apiCheck.save.json'))).toEqual(['check.json', '{"verdict":"works"}']);
  await sheet.getByRole('button', { name: t('apiCheck.copy.markdown') }).click();
  await expect(page.getByText(t('apiCheck.copied'))).toBeVisible();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('# Report');
});

test('stopping, closing and a failure each end it without a verdict', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/servers/ollama');
  const sheet = await openCheck(page, t);
  await sheet.getByRole('button', { name: t('apiCheck.start') }).click();
  await stage.check.begun();
  stage.check.emit({ type: 'result', result: buildResult('chat', 'pass') });
  await sheet.getByRole('button', { name: t('apiCheck.stop') }).click();
  await stage.check.cancelled();
  await expect(sheet.getByText(t('apiCheck.stopped'))).toBeVisible();
  await expect(sheet.getByRole('listitem', { name: t('check.name.chat') })).toBeVisible();

  await sheet.getByRole('button', { name: t('apiCheck.again') }).click();
  await sheet.getByRole('button', { name: t('apiCheck.start') }).click();
  await stage.check.begun(2);
  stage.check.fail(new Error('gone'));
  await expect(sheet.getByRole('alert')).toBeVisible();

  await sheet.getByRole('button', { name: t('apiCheck.again') }).click();
  await sheet.getByRole('button', { name: t('apiCheck.start') }).click();
  await stage.check.begun(3);
  await page.keyboard.press('Escape');
  await stage.check.cancelled(2);
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('button', { name: t('apiCheck.open') })).toBeFocused();
});

test('a model’s row leads to its own check, and another model is chosen there', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers/ollama');
  await page.getByRole('button', { name: t('apiCheck.check.named', { model: roomyModel.id }) }).click();
  const sheet = page.getByRole('dialog', { name: t('apiCheck.title') });
  const choice = sheet.getByRole('combobox');
  await expect(choice).toHaveValue(roomyModel.id);
  await choice.click();
  await page.getByRole('option', { name: smallModel.id }).click();
  await expect(choice).toHaveValue(smallModel.id);
  await expect
    .poll(() => stage.asked.map(({ input }) => input))
    .toEqual([
      { server: 'ollama', model: roomyModel.id, depth: 'quick' },
      { server: 'ollama', model: smallModel.id, depth: 'quick' },
    ]);
});
