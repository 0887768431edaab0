import type { Locator, Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildDiscoverReport, buildFound, buildServer, ollamaModels, said } from './support/stage-data.ts';

const listed = buildFound({
  listedAs: 'ollama',
  process: { pid: 812, name: 'ollama' },
  models: ollamaModels,
  evidence: [said('evidence-one'), said('evidence-two')],
});
const fresh = buildFound({ kind: 'vllm', baseUrl: 'http://127.0.0.1:8000' });
const freshProxy = buildFound({ kind: 'other-proxy', product: 'LiteLLM', baseUrl: 'http://127.0.0.1:4000' });
const moved = buildFound({ kind: 'lm-studio', baseUrl: 'http://127.0.0.1:1235', mayBe: 'lm-studio' });
const lmStudio = buildServer(
  {
    slug: 'lm-studio',
    name: 'LM Studio',
    kind: 'lm-studio',
    baseUrl: 'http://127.0.0.1:1234',
    health: 'unreachable',
  },
  [],
);

/** Opens the sheet, whose look then waits for what the spec says. */
async function openSheet(page: Page, stage: Stage, t: Translate): Promise<Locator> {
  await page.getByRole('button', { name: t('servers.find') }).click();
  await stage.discover.begun();
  return page.getByRole('dialog', { name: t('servers.find') });
}

test('the look shows how far it is, and each find as it comes', async ({ stage, openWindow, t }) => {
  stage.list(buildServer());
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  await expect(sheet.getByText(t('findServers.starting')).first()).toBeVisible();
  expect(stage.discover.inputs).toEqual([{ all: false }]);

  stage.discover.emit({ type: 'listed', listeners: 34, candidates: 4, canSeeProcesses: true });
  stage.discover.emit({ type: 'looking', address: 'http://127.0.0.1:8000', done: 1, of: 4 });
  await expect(sheet.getByText(t('findServers.looking', { address: 'http://127.0.0.1:8000' }))).toBeVisible();
  const bar = sheet.getByRole('progressbar', { name: t('findServers.progress') });
  await expect(bar).toHaveAttribute('aria-valuenow', '25');
  await expect(sheet.getByText(t('findServers.listed', { listeners: 34, candidates: 4 }))).toBeVisible();

  stage.discover.emit({ type: 'found', server: listed });
  const rows = sheet.getByRole('list', { name: t('findServers.results') }).locator('> li');
  await expect(rows).toHaveCount(1);
  const before = await rows.first().boundingBox();
  stage.discover.emit({ type: 'found', server: fresh });
  await expect(rows).toHaveCount(2);
  expect(await rows.first().boundingBox()).toEqual(before);

  stage.discover.finish(buildDiscoverReport({ servers: [fresh, listed] }));
  const summary = `${t('findServers.found.many', { count: 2 })} · ${t('findServers.new', { count: 1 })}`;
  await expect(sheet.getByRole('status')).toHaveText(summary);
  await expect(rows.first()).toContainText(listed.baseUrl);
  await expect(sheet.getByRole('progressbar')).toHaveCount(0);
});

test('what is new is added one by one or all at once, what is listed leads to its page', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(buildServer());
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  const another = buildFound({ kind: 'llama-cpp', baseUrl: 'http://127.0.0.1:8080' });
  stage.discover.finish(buildDiscoverReport({ servers: [listed, fresh, freshProxy, another] }));
  const vllm = sheet.getByRole('listitem', { name: t('kind.vllm') });
  await vllm.getByRole('button', { name: t('window.add') }).click();
  const added = vllm.getByRole('link', { name: t('findServers.added.open', { name: t('kind.vllm') }) });
  await expect(added).toBeFocused();

  await sheet.getByRole('button', { name: t('findServers.addAll', { count: 2 }) }).click();
  await expect(sheet.getByText(t('findServers.added.tag'), { exact: true })).toHaveCount(3);
  await expect(sheet.getByRole('button', { name: t('window.add') })).toHaveCount(0);
  expect(stage.asked.map(({ input }) => input)).toEqual([
    { baseUrl: fresh.baseUrl, kind: 'vllm' },
    { baseUrl: freshProxy.baseUrl, kind: 'other-proxy', name: 'LiteLLM' },
    { baseUrl: another.baseUrl, kind: 'llama-cpp' },
  ]);

  await sheet.getByRole('link', { name: t('findServers.listed.open', { name: 'Ollama' }) }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Ollama' })).toBeVisible();
});

test('a find that cannot be added says why at its row', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  stage.discover.finish(buildDiscoverReport({ servers: [fresh] }));
  stage.core.api.calls.addUpstream = () => Promise.reject(new Error('no'));
  await sheet.getByRole('button', { name: t('window.add') }).click();
  await expect(sheet.getByRole('listitem', { name: t('kind.vllm') }).getByRole('alert')).toBeVisible();
  await expect(sheet.getByRole('button', { name: t('window.add') })).toBeEnabled();
});

test('what it is and how we know stands behind its row', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  const unseen = buildFound({ kind: 'vllm', baseUrl: 'http://127.0.0.1:8000' });
  stage.discover.finish(buildDiscoverReport({ servers: [{ ...listed, listedAs: null }, unseen] }));
  const row = sheet.getByRole('listitem', { name: t('kind.ollama') });
  await expect(row).toContainText('0.32.1');
  await expect(row).toContainText(t('health.healthy'));
  await expect(row.getByRole('img', { name: t('context.short.small', { value: '4K' }) })).toBeVisible();
  const all = { count: ollamaModels.length, address: listed.baseUrl };
  await expect(row.getByText('bge-m3:latest')).toHaveCount(0);
  await row.getByRole('button', { name: t('findServers.models.all.named', all) }).click();
  await expect(row.getByText('bge-m3:latest')).toBeVisible();

  const how = row.getByRole('button', { name: t('findServers.how.named', { address: listed.baseUrl }) });
  await expect(how).toHaveAttribute('aria-expanded', 'false');
  await how.click();
  await expect(row.getByText('evidence-one')).toBeVisible();
  await expect(row.getByText(t('findServers.process', { name: 'ollama', pid: 812 }))).toBeVisible();
  await sheet.getByRole('button', { name: t('findServers.how.named', { address: unseen.baseUrl }) }).click();
  await expect(sheet.getByText(t('findServers.process.unknown'))).toBeVisible();
});

test('a server that came back at another port gets its new address, and is not gone', async ({
  stage,
  openWindow,
  t,
}) => {
  const old = buildServer({ slug: 'old', name: 'Old', baseUrl: 'http://127.0.0.1:8081' }, []);
  stage.list(lmStudio, old);
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  stage.discover.finish(buildDiscoverReport({ servers: [moved], gone: ['lm-studio', 'old'] }));
  await expect(
    sheet.getByText(t('findServers.mayBe', { name: 'LM Studio', address: lmStudio.baseUrl })),
  ).toBeVisible();
  const gone = sheet.getByRole('list', { name: t('findServers.gone') });
  await expect(gone.getByRole('listitem')).toHaveCount(1);
  await expect(gone).toContainText('Old');
  await expect(sheet.getByRole('button', { name: t('findServers.addApart') })).toBeVisible();

  await sheet.getByRole('button', { name: t('findServers.move') }).click();
  await expect(
    page.getByText(t('findServers.moved', { name: 'LM Studio', address: moved.baseUrl })),
  ).toBeVisible();
  expect(stage.asked).toEqual([
    { name: 'updateUpstream', input: { slug: 'lm-studio', baseUrl: moved.baseUrl } },
  ]);
});

test('looking everywhere is a second step that keeps what was found', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  await expect(sheet.getByRole('button', { name: t('findServers.everywhere') })).toHaveCount(0);
  stage.discover.finish(buildDiscoverReport({ servers: [fresh], canSeeProcesses: false }));
  await expect(sheet.getByText(t('findServers.everywhere.text'))).toBeVisible();
  await expect(sheet.getByText(t('findServers.blind'))).toBeVisible();

  await sheet.getByRole('button', { name: t('findServers.everywhere') }).click();
  await stage.discover.begun(2);
  expect(stage.discover.inputs[1]).toEqual({ all: true });
  await expect(sheet.getByText(fresh.baseUrl)).toBeVisible();
  stage.discover.finish(buildDiscoverReport({ servers: [freshProxy, fresh], candidates: 34 }));
  await expect(sheet.getByText(freshProxy.baseUrl)).toBeVisible();
  await expect(sheet.getByText(t('findServers.everywhere.done'))).toBeVisible();
  await expect(sheet.getByRole('button', { name: t('findServers.everywhere') })).toHaveCount(0);
});

test('stopping keeps what came until then, and closing ends the look', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  stage.discover.emit({ type: 'found', server: fresh });
  await expect(sheet.getByText(fresh.baseUrl)).toBeVisible();
  await sheet.getByRole('button', { name: t('findServers.stop') }).click();
  await stage.discover.cancelled();
  await expect(sheet.getByRole('status')).toContainText(t('findServers.stopped'));
  await expect(sheet.getByText(fresh.baseUrl)).toBeVisible();

  await sheet.getByRole('button', { name: t('welcome.find.again') }).click();
  await stage.discover.begun(2);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await stage.discover.cancelled(2);
  await expect(page.getByRole('button', { name: t('servers.find') })).toBeFocused();
});

test('with nothing found the sheet says so and leads to an address', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  stage.discover.finish(buildDiscoverReport());
  await expect(sheet.getByText(t('findServers.empty.title'))).toBeVisible();
  await sheet.getByRole('button', { name: t('servers.add') }).click();
  await expect(page.getByRole('dialog', { name: t('server.add.title') })).toBeVisible();
  await expect(page.getByRole('textbox', { name: t('server.address') })).toBeFocused();
});

test('a look that fails says why', async ({ stage, openWindow, t }) => {
  const page = await openWindow('#/servers');
  const sheet = await openSheet(page, stage, t);
  stage.discover.fail(new Error('the sockets cannot be listed'));
  await expect(sheet.getByRole('alert')).toBeVisible();
  await expect(sheet.getByRole('status')).toContainText(t('findServers.failed'));
  await expect(sheet.getByRole('button', { name: t('welcome.find.again') })).toBeEnabled();
});

test('the first run looks through the same sheet', async ({ stage, openWindow, t }) => {
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, window: { ...settings.window, firstRunDone: false } } });
  const page = await openWindow('');
  await page.getByRole('button', { name: t('welcome.find.again') }).click();
  await stage.discover.begun();
  const sheet = page.getByRole('dialog', { name: t('servers.find') });
  stage.discover.finish(buildDiscoverReport({ servers: [fresh] }));
  await sheet.getByRole('button', { name: t('window.add') }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listitem').filter({ hasText: fresh.baseUrl })).toBeVisible();
});

test('what is still loading when it is asked for opens then, and gives the focus back', async ({
  page: window,
  openWindow,
  t,
}) => {
  let load = (): void => undefined;
  const asked = new Promise<void>((resolve) => (load = resolve));
  await window.route(/\/assets\/(find-sheet|server-dialogs)-/, async (route) => {
    await asked;
    await route.continue();
  });
  const page = await openWindow('#/servers');
  const find = page.getByRole('button', { name: t('servers.find') });
  await find.focus();
  await page.keyboard.press('Enter');
  load();
  await expect(page.getByRole('dialog', { name: t('servers.find') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(find).toBeFocused();
});
