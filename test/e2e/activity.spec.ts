import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { RequestRow } from '../../shared/app-state.ts';
import { expectAccessible, expectNamed } from './support/accessible.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, smallModel } from './support/stage-data.ts';
import { buildDetail, buildStageRow } from './support/stage-requests.ts';

/** So many requests, the newest first. */
function setRows(stage: Stage, count: number): RequestRow[] {
  stage.requests.rows = Array.from({ length: count }, (_, n) => buildStageRow(count - n));
  return stage.requests.rows;
}

/** One of them comes now. */
function arrive(stage: Stage, n: number, patch: Partial<RequestRow> = {}): void {
  const row = buildStageRow(n, patch);
  if (row.outcome !== 'running') stage.requests.rows = [row, ...stage.requests.rows];
  stage.core.push(row.outcome === 'running' ? { added: [], changed: [row] } : { added: [row] });
}

const gridOf = (page: Page, name: string): Locator => page.getByRole('grid', { name });
/** By its place, the head being the first. */
const rowAt = (grid: Locator, index: number): Locator => grid.locator(`[aria-rowindex="${index}"]`);

test('an empty page says what it is for and leads on: to the servers, or to a question', async ({
  stage,
  openWindow,
  t,
}) => {
  const page = await openWindow('#/activity');
  await expect(page.getByText(t('activity.empty.title'))).toBeVisible();
  await page.getByRole('button', { name: t('activity.empty.connect') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('servers.title') })).toBeVisible();
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  await page.getByRole('link', { name: t('nav.activity') }).click();
  await page.getByRole('button', { name: t('activity.empty.ask') }).click();
  await expect(page.getByTestId('active-model')).toBeVisible();
});

test('a request comes live, gets its server, and ends, all in one row', async ({ stage, openWindow, t }) => {
  setRows(stage, 3);
  const page = await openWindow('#/activity');
  const grid = gridOf(page, t('activity.title'));
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  const early = { outcome: 'running', status: 0, upstream: null, model: null, ownMs: null } as const;
  arrive(stage, 4, { ...early, requestedModel: 'team' });
  await expect(grid).toHaveAttribute('aria-rowcount', '5');
  await expect(rowAt(grid, 2)).toContainText(t('activity.outcome.running'));
  await expect(rowAt(grid, 2)).toContainText(t('activity.noServer'));
  arrive(stage, 4, { requestedModel: 'team', upstream: 'lm-studio', model: 'gemma', status: 200 });
  await expect(grid).toHaveAttribute('aria-rowcount', '5');
  await expect(rowAt(grid, 2)).toContainText('lm-studio / gemma');
  await expect(rowAt(grid, 2)).toContainText(t('activity.outcome.answered'));
});

test('paused, what is new waits and is counted; going on shows it', async ({ stage, openWindow, t }) => {
  setRows(stage, 3);
  const page = await openWindow('#/activity');
  const grid = gridOf(page, t('activity.title'));
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await page.getByRole('button', { name: t('activity.pause') }).click();
  await expect(page.getByText(t('activity.waiting.none'))).toBeVisible();
  arrive(stage, 4);
  await expect(page.getByText(t('activity.waiting.one'))).toBeVisible();
  arrive(stage, 5);
  arrive(stage, 5, { totalMs: 3000 });
  await expect(page.getByText(t('activity.waiting.many', { count: 2 }))).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await page.getByRole('button', { name: t('activity.resume') }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
});

test('filters and search narrow the list, and what is exported is what is shown', async ({
  stage,
  openWindow,
  t,
}) => {
  const rows = setRows(stage, 20);
  rows[4] = buildStageRow(16, { client: '=HYPERLINK("http://x")', requestedModel: 'a, "b"\n茶', fixes: [] });
  const page = await openWindow('#/activity');
  const grid = gridOf(page, t('activity.title'));
  await expect(grid).toHaveAttribute('aria-rowcount', '21');
  await page.getByRole('combobox', { name: t('activity.filter.server') }).selectOption('deepseek');
  await expect(page.getByText(t('activity.count.of', { shown: 4, count: 20 }))).toBeVisible();
  await page.getByRole('combobox', { name: t('activity.filter.client') }).selectOption('DB-GPT/0.7.3');
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await page.getByRole('combobox', { name: t('activity.filter.status') }).selectOption('failed');
  await expect(page.getByText(t('activity.none'))).toBeVisible();
  await page.getByRole('button', { name: t('activity.filter.clear') }).click();
  await page.getByRole('searchbox', { name: t('activity.search') }).fill('hyperlink');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');

  const save = async (name: string): Promise<string> => {
    await page.getByRole('button', { name: t('activity.export') }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  const csv = await save(t('activity.export.csv'));
  expect(csv.startsWith('\ufeffid,time,')).toBe(true);
  expect(csv.split('\r\n')).toHaveLength(3);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")","a, ""b""\n茶",ollama`);
  const json = JSON.parse(await save(t('activity.export.json'))) as { requestedModel: string }[];
  expect(json.map(({ requestedModel }) => requestedModel)).toEqual(['a, "b"\n茶']);
});

test('by keyboard: arrows mark a row, Enter opens it, Escape closes and gives the focus back', async ({
  stage,
  openWindow,
  t,
}) => {
  setRows(stage, 200);
  const page = await openWindow('#/activity');
  const grid = gridOf(page, t('activity.title'));
  await expect(grid).toHaveAttribute('aria-rowcount', '201');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rowAt(grid, 3)).toHaveAttribute('aria-selected', 'true');
  const id = await rowAt(grid, 3).getAttribute('id');
  await expect(grid).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: t('activity.detail') });
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(grid).toBeFocused();
  await page.keyboard.press('End');
  await expect(rowAt(grid, 201)).toHaveAttribute('aria-selected', 'true');
  await expect(rowAt(grid, 201)).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(rowAt(grid, 2)).toBeInViewport();
});

test('the details: where the time went in words, attempts, decision, headers, and the command', async ({
  stage,
  openWindow,
  t,
}) => {
  const [row] = setRows(stage, 1);
  if (row === undefined) throw new Error('no row');
  const body = { text: '{"model":"active"}', bytes: 400 * 1024, isCut: true };
  const bodies = { request: body, answer: { text: 'data: hi', bytes: 8, isCut: false } };
  stage.requests.details.set(row.id, buildDetail(row, { bodies }));
  const page = await openWindow('#/activity');
  await rowAt(gridOf(page, t('activity.title')), 2).click();
  const sheet = page.getByRole('dialog', { name: t('activity.detail') });
  const steps = sheet.getByRole('list', { name: t('activity.waterfall') }).getByRole('listitem');
  await expect(steps).toHaveCount(7);
  await expect(steps.nth(2)).toContainText(t('activity.phase.queue'));
  const ms = (value: string): string => t('window.unit.ms', { value });
  await expect(steps.nth(2)).toContainText(t('activity.phase.at', { duration: ms('100'), start: ms('0.6') }));
  await expect(sheet.getByText(t('decision.alias', { alias: 'active' }))).toBeVisible();
  await expect(sheet.getByText(ms('0.87'))).toBeVisible();
  const failed = { model: 'qwen3-8b', server: 'lm-studio', outcome: t('failed.unreachable') };
  await expect(sheet.getByText(t('activity.attempt.line', failed))).toBeVisible();
  await sheet.getByRole('button', { name: t('activity.headers.request') }).click();
  await expect(sheet.getByRole('region', { name: t('activity.headers.request') })).toContainText(
    'Authorization: ***',
  );
  await sheet.getByRole('button', { name: t('activity.bodies.request') }).click();
  await expect(sheet.getByText(t('activity.bodies.cut', { size: 400 }))).toBeVisible();
  await sheet.getByRole('switch', { name: t('activity.bodies.keep') }).click({ force: true });
  await expect.poll(() => stage.asked.map(({ input }) => input)).toEqual([{ on: true }]);
  await expect(sheet.getByRole('switch', { name: t('activity.bodies.keep') })).toBeChecked();

  await sheet.getByRole('button', { name: t('activity.curl.posix') }).click();
  await expect(page.getByText(t('activity.curl.copied'))).toBeVisible();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('curl as posix');
  await sheet.getByRole('button', { name: t('activity.curl.powershell') }).click();
  await expect(page.getByText(t('activity.curl.short'))).toBeVisible();
});

test('clearing empties the list', async ({ stage, openWindow, t }) => {
  setRows(stage, 3);
  const page = await openWindow('#/activity');
  await page.getByRole('button', { name: t('activity.clear') }).click();
  await expect(page.getByText(t('activity.empty.title'))).toBeVisible();
  expect(stage.asked.map(({ name }) => name)).toEqual(['clearRequests']);
});

test('10,000 requests: fewer than 100 rows are drawn, the last is reached, and what is read stays', async ({
  stage,
  openWindow,
  t,
}) => {
  setRows(stage, 10_000);
  const page = await openWindow('#/activity');
  const grid = gridOf(page, t('activity.title'));
  await expect(grid).toHaveAttribute('aria-rowcount', '10001');
  expect(await grid.getByRole('row').count()).toBeLessThan(100);
  await grid.evaluate((element: { scrollTop: number }) => (element.scrollTop = 5_000 * 46));
  await expect(rowAt(grid, 5_005)).toBeInViewport();
  expect(await grid.getByRole('row').count()).toBeLessThan(100);

  const read = await rowAt(grid, 5_005).getAttribute('id');
  const before = await rowAt(grid, 5_005).boundingBox();
  stage.requests.rows = stage.requests.rows.slice(0, -3);
  for (const n of [10_001, 10_002, 10_003]) arrive(stage, n);
  await expect(rowAt(grid, 5_008)).toHaveAttribute('id', read ?? '');
  await expect.poll(() => rowAt(grid, 5_008).boundingBox()).toEqual(before);

  await grid.focus();
  await page.keyboard.press('End');
  await expect(rowAt(grid, 10_001)).toBeInViewport();
  await expect(rowAt(grid, 10_001)).toHaveAttribute('aria-selected', 'true');
  expect(await grid.getByRole('row').count()).toBeLessThan(100);
});

test('at 800 pixels the secondary columns fold away, and nothing is wider than the window', async ({
  stage,
  openWindow,
  t,
}) => {
  setRows(stage, 30);
  const page = await openWindow('#/activity');
  await page.setViewportSize({ width: 800, height: 560 });
  const grid = gridOf(page, t('activity.title'));
  await expect(grid.getByRole('columnheader', { name: t('activity.column.own') })).toBeHidden();
  await expect(grid.getByRole('columnheader', { name: t('activity.column.model') })).toBeVisible();
  await expect(grid.getByRole('columnheader', { name: t('activity.column.total') })).toBeVisible();
  const isTooWide = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > innerWidth || document.querySelector("[role=grid]").scrollWidth > document.querySelector("[role=grid]").clientWidth',
  );
  expect(isTooWide).toBe(false);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(grid.getByRole('columnheader', { name: t('activity.column.own') })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`nothing serious for axe, and a name for everything (${theme})`, async ({
    stage,
    openWindow,
    language,
    t,
  }) => {
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const [row] = setRows(stage, 30);
    stage.requests.rows[1] = buildStageRow(29, { outcome: 'failed', status: 502 });
    const page = await openWindow('#/activity');
    await page.setViewportSize({ width: 1440, height: 900 });
    const grid = gridOf(page, t('activity.title'));
    await expect(grid).toHaveAttribute('aria-rowcount', '31');
    await expectAccessible(page, language);
    await expectNoViolation(page);
    await rowAt(grid, 2).click();
    await expect(page.getByRole('dialog', { name: t('activity.detail') })).toContainText(row?.client ?? '');
    await page.getByRole('button', { name: t('activity.headers.request') }).click();
    await expectNamed(page);
    await expectNoViolation(page);
  });
}

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
