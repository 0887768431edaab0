import { expect, openPage } from './support/test.ts';
import { test } from './support/stage.ts';
import {
  bareModel,
  buildModel,
  buildServer,
  cloudModel,
  embeddingModel,
  ollamaModels,
  roomyModel,
  smallModel,
} from './support/stage-data.ts';

const checked = buildServer({
  product: null,
  verdicts: [
    { model: roomyModel.id, verdict: 'works-with-fixes', depth: 'quick', checkedAt: 1, serverVersion: null },
  ],
});

test('a server has a page of its own, which the list leads to and back goes away from', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(checked);
  const page = await openWindow('#/servers');
  await page.getByRole('link', { name: 'Ollama' }).click();
  await expect(page).toHaveURL(/#\/servers\/ollama$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Ollama' })).toBeFocused();
  await expect(page).toHaveTitle(t('window.title', { page: 'Ollama' }));
  await expect(page.getByRole('link', { name: t('nav.servers'), exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );

  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: t('servers.title') })).toBeVisible();
  await page.goForward();
  await page.getByRole('link', { name: t('serverPage.back') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('servers.title') })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  await openPage(page, t('nav.home'));
  await expect(page.getByRole('heading', { level: 1, name: t('nav.home') })).toBeAttached();
});

test('it says what the server is and how it is, and what is not known', async ({ stage, openWindow, t }) => {
  const proxy = buildServer({
    slug: 'gateway',
    name: 'Gateway',
    kind: 'other-proxy',
    product: 'LiteLLM',
    version: null,
    keyState: 'stored',
    hasKey: true,
    location: 'unknown',
  });
  stage.list(proxy);
  const page = await openWindow('#/servers/gateway');
  const fact = (label: string) => page.getByRole('term').filter({ hasText: label }).locator('..');
  await expect(fact(t('serverPage.software'))).toContainText(
    t('serverPage.product', { product: 'LiteLLM', kind: t('kind.other-proxy') }),
  );
  await expect(fact(t('serverPage.version'))).toContainText(t('serverPage.unknown'));
  await expect(fact(t('server.key'))).toContainText(t('servers.key.stored'));
  await expect(fact(t('serverPage.health'))).toContainText(t('health.healthy'));
  await expect(page.getByText(t('location.unknown'))).toBeVisible();
  await page.getByRole('button', { name: t('serverPage.address.copy', { name: 'Gateway' }) }).click();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(proxy.baseUrl);
});

test('a server that loads says since when', async ({ stage, openWindow, t }) => {
  const health = t('health.loading');
  stage.list(buildServer({ health: 'loading', latencyMs: null }));
  const page = await openWindow('#/servers');
  const since = t('serverPage.health.since', { health, time: '' }).trim().split(health)[1] ?? '';
  await expect(page.getByRole('listitem', { name: 'Ollama' })).toContainText(`${health}${since.slice(0, 2)}`);
});

test('each model’s facts come with their source, and unknown is said', async ({ stage, openWindow, t }) => {
  stage.list(checked);
  stage.models.set('ollama', ollamaModels);
  const page = await openWindow('#/servers/ollama');
  const table = page.getByRole('table', { name: t('serverPage.models') });
  const row = (id: string) => table.getByRole('row').filter({ hasText: id });
  await expect(row(roomyModel.id)).toContainText(/16K\s*\/ 128K/);
  await expect(row(roomyModel.id)).toContainText(t('check.verdict.works-with-fixes'));
  await expect(row(bareModel.id)).toContainText(t('serverPage.unknown'));
  await expect(row(bareModel.id)).toContainText(t('apiCheck.notYet'));
  await expect(row(cloudModel.id)).toContainText(t('location.cloud'));

  const name = t('serverPage.facts', { model: smallModel.id });
  const toggle = table.getByRole('button', { name });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await expect(table.getByText(t('serverPage.source', { source: '/api/ps context_length' }))).toBeVisible();
  await expect(table.getByText(t('serverPage.source.address'))).toBeVisible();
  await expect(table.getByText(t('context.raise.ollama'))).toBeVisible();
  await toggle.click();

  await table.getByRole('button', { name: t('serverPage.facts', { model: bareModel.id }) }).click();
  await expect(table.getByText(t('serverPage.source.id'))).toBeVisible();
  await expect(table.getByRole('definition').filter({ hasText: t('serverPage.unknown') })).toHaveCount(6);
});

test('a chat model becomes the active one here, an embedding model the embedding one', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(buildServer());
  const page = await openWindow('#/servers/ollama');
  await page.getByRole('button', { name: t('servers.models.use', { model: roomyModel.id }) }).click();
  await expect(page.getByText(t('home.active.switched', { model: roomyModel.id }))).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: roomyModel.id })).toContainText(
    t('servers.models.active'),
  );
  await page
    .getByRole('button', { name: t('serverPage.useEmbedding', { model: embeddingModel.id }) })
    .click();
  await expect(page.getByRole('row').filter({ hasText: embeddingModel.id })).toContainText(
    t('serverPage.embeddingNow'),
  );
  expect(stage.core.state().embedding?.model).toBe(embeddingModel.id);
});

test('another embedding model is asked about before it is taken', async ({ stage, openWindow, t }) => {
  const other = buildModel('nomic-embed-text', { type: 'embedding' });
  stage.list(buildServer({}, [embeddingModel, other]));
  await stage.core.api.calls.setAlias({
    alias: 'embedding',
    target: { upstream: 'ollama', model: embeddingModel.id },
  });
  const page = await openWindow('#/servers/ollama');
  await page.getByRole('button', { name: t('serverPage.useEmbedding', { model: other.id }) }).click();
  const dialog = page.getByRole('dialog', { name: t('home.embedding.confirm.title') });
  await expect(dialog.getByText(t('home.embedding.warning'))).toBeVisible();
  expect(stage.core.state().embedding?.model).toBe(embeddingModel.id);
  await dialog.getByRole('button', { name: t('home.embedding.confirm.do') }).click();
  await expect(dialog).toHaveCount(0);
  expect(stage.core.state().embedding?.model).toBe(other.id);
});

test('three hundred models and a name of 120 characters: filtered at once, nothing runs over', async ({
  stage,
  openWindow,
  t,
}) => {
  const long = `organisation/${'a-very-long-name-'.repeat(7)}`.slice(0, 120);
  const models = [
    buildModel(long),
    ...Array.from({ length: 299 }, (_, n) =>
      buildModel(`model-${n}`, { quantization: n === 7 ? 'Q5_K_M' : null }),
    ),
  ];
  stage.list(buildServer({}, models.slice(0, 100)));
  stage.models.set('ollama', models);
  const page = await openWindow('#/servers/ollama');
  const rows = page.getByRole('rowheader');
  await expect(rows).toHaveCount(300);
  const filter = page.getByRole('textbox', { name: t('serverPage.filter') });
  await filter.fill('model q5');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('model-7');
  await expect(page.getByText(t('serverPage.filter.shown', { shown: 1, count: 300 }))).toBeAttached();
  await filter.fill('none of these');
  await expect(page.getByText(t('serverPage.filter.none'))).toBeVisible();
  await filter.fill('');
  const use = page.getByRole('button', { name: t('servers.models.use', { model: long }) });
  for (const width of [1440, 800, 480]) {
    await page.setViewportSize({ width, height: 700 });
    await use.scrollIntoViewIfNeeded();
    await expect(use).toBeInViewport({ ratio: 1 });
    expect(
      await page.evaluate<number>(
        'document.querySelector("main").scrollWidth - document.querySelector("main").clientWidth',
      ),
    ).toBe(0);
  }
});

test('a server that does not answer shows what it listed before', async ({ stage, openWindow, t }) => {
  stage.list(buildServer({ health: 'unreachable' }));
  stage.core.api.calls.describeServer = () => Promise.reject(new Error('down'));
  const page = await openWindow('#/servers/ollama');
  await expect(page.getByText(t('serverPage.models.fromBefore'))).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: smallModel.id })).toBeVisible();
});

test('an unknown server is said to be one, and removing leads back to the list', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(buildServer());
  const page = await openWindow('#/servers/nobody');
  await expect(page.getByRole('heading', { level: 1, name: t('serverPage.missing.title') })).toBeVisible();
  await page.getByRole('button', { name: t('serverPage.back') }).click();
  await page.getByRole('link', { name: 'Ollama' }).click();
  await page.getByRole('button', { name: t('servers.menu', { name: 'Ollama' }) }).click();
  await page.getByRole('menuitem', { name: t('servers.remove') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('window.remove') })
    .click();
  await expect(page.getByText(t('servers.empty.title'))).toBeVisible();
  await expect(page).toHaveURL(/#\/servers$/);
});
