/** The window's parts that keep DB-GPT in step: switches, files that are out of date, automatic writes, DB-GPT's API. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { DbgptApiLook, DbgptApiPlan } from '../../shared/dbgpt-api.ts';
import type { AutomaticWrite, ExportEntry, ExportPlan } from '../../shared/exports.ts';
import { message } from '../../shared/i18n/index.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, smallModel } from './support/stage-data.ts';

const path = '/home/me/DB-GPT/.env';
const name = 'modeltray-api-active';

const stale: ExportEntry = {
  id: 'one',
  path,
  writtenAt: Date.UTC(2026, 2, 14, 9, 0),
  for: '0.6',
  state: 'as-written',
  freshness: 'out-of-date',
  changes: ['key', 'address'],
  reason: null,
};
const written: AutomaticWrite = {
  id: 'two',
  path: '/home/me/other/.env',
  writtenAt: Date.UTC(2026, 2, 14, 9, 30),
  changes: ['key'],
  canUndo: true,
};
const plan: ExportPlan = {
  for: '0.6',
  variant: 'local',
  commands: [],
  snippets: [],
  tryIt: null,
  warnings: [],
  notes: [],
  isDemo: false,
  version: '0.6.3',
  files: [
    {
      path,
      before: 'PROXY_API_KEY=••••\n',
      after: 'PROXY_API_KEY=sk-••••\n',
      hunks: [
        {
          before: 1,
          after: 1,
          lines: [
            { kind: 'same', text: '# mine' },
            { kind: 'removed', text: 'PROXY_API_KEY=••••' },
            { kind: 'added', text: 'PROXY_API_KEY=sk-••••' },
          ],
        },
      ],
      isChanged: true,
      seen: { before: 'a', after: 'b' },
      problems: [],
    },
  ],
};
const apiPlan: DbgptApiPlan = {
  calls: [
    {
      method: 'POST',
      url: 'http://127.0.0.1:5670/api/v2/serve/model/models',
      body: `{"model":"${name}"}`,
    },
  ],
  adds: [{ name, model: 'active' }],
  present: [],
  warnings: [],
  seen: 'hash',
};

/** A core on which files are out of date and a DB-GPT runs. */
function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  const { calls } = stage.core.api;
  let exports = [stale];
  let automatic = [written];
  let look: DbgptApiLook = {
    url: 'http://127.0.0.1:5670',
    models: [{ name: 'glm', type: 'llm', isHealthy: true, isAdded: false }],
    added: [],
    obstacle: message('error.toml_unknown'),
  };
  calls.listExports = () => Promise.resolve({ exports, automatic });
  calls.updateSettings = (patch) => {
    stage.asked.push({ name: 'updateSettings', input: patch });
    const { settings } = stage.core.state();
    const { syncOut = settings.dbgpt.syncOut, syncIn = settings.dbgpt.syncIn } = patch.dbgpt ?? {};
    stage.core.setState({ settings: { ...settings, dbgpt: { syncOut, syncIn } } });
    return Promise.resolve(stage.core.state());
  };
  calls.planUpdate = () => Promise.resolve(plan);
  calls.writeUpdate = (input) => {
    stage.asked.push({ name: 'writeUpdate', input });
    exports = [{ ...stale, freshness: 'current', changes: [] }];
    return Promise.resolve({ ...plan, files: [{ path, isChanged: true, backup: null }] });
  };
  calls.undoAutomaticWrite = (input) => {
    stage.asked.push({ name: 'undoAutomaticWrite', input });
    automatic = [];
    return Promise.resolve({ undone: [{ path, wasNew: false }], kept: [] });
  };
  calls.lookAtDbgptApi = (input) => {
    stage.asked.push({ name: 'lookAtDbgptApi', input });
    return Promise.resolve(input.toml === undefined ? look : { ...look, obstacle: null });
  };
  calls.planDbgptModels = () => Promise.resolve(apiPlan);
  calls.addDbgptModels = (input) => {
    stage.asked.push({ name: 'addDbgptModels', input });
    look = { ...look, added: [{ name, model: 'active', addedAt: 0, isRunning: true }] };
    return Promise.resolve({ added: [{ name, model: 'active' }], failed: null, untried: [] });
  };
  calls.removeDbgptModels = (input) => {
    stage.asked.push({ name: 'removeDbgptModels', input });
    look = { ...look, added: [] };
    return Promise.resolve({ removed: [name], kept: [] });
  };
}

async function expectNoAxeFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('two switches, off at first; the second step comes with the first', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  const out = page.getByRole('switch', { name: t('sync.out') });
  await expect(out).not.toBeChecked();
  await expect(page.getByRole('switch', { name: t('sync.in') })).not.toBeChecked();
  await expect(page.getByRole('switch', { name: t('sync.write') })).toHaveCount(0);
  await out.press('Space');
  await page.getByRole('switch', { name: t('sync.write') }).press('Space');
  await page.getByRole('switch', { name: t('sync.in') }).press('Space');
  await expect
    .poll(() => stage.asked.map(({ input }) => input))
    .toEqual([
      { dbgpt: { syncOut: 'review' } },
      { dbgpt: { syncOut: 'write' } },
      { dbgpt: { syncIn: true } },
    ]);
  await page.getByRole('button', { name: t('sync.restart') }).click();
  await expect(page.getByText(t('sync.restart.active'))).toBeVisible();
});

test('a file that is out of date is reviewed and then written', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  const files = page.getByRole('list', { name: t('sync.files') });
  await expect(files).toContainText(path);
  await files.getByRole('button', { name: t('sync.review', { path }) }).click();
  const diff = page.getByRole('region', { name: t('sync.diff', { path }) });
  await expect(diff).toContainText('+ PROXY_API_KEY=sk-••••');
  await expectNoAxeFindings(page);
  await page.getByRole('button', { name: t('sync.review.write'), exact: true }).click();
  await expect(page.getByText(t('sync.files.current', { count: 1 }))).toBeVisible();
  expect(stage.asked).toEqual([
    { name: 'writeUpdate', input: { id: 'one', seen: [{ path, before: 'a', after: 'b' }] } },
  ]);
});

test('what was written without asking is undone', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  const undo = page.getByRole('button', { name: t('sync.automatic.undo', { path: written.path }) });
  await undo.click();
  await expect(undo).toHaveCount(0);
  expect(stage.asked).toEqual([{ name: 'undoAutomaticWrite', input: { id: 'two', force: false } }]);
});

test('DB-GPT’s API: nothing is asked unless told, then look, requests, add, remove', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  await page.getByRole('button', { name: t('sync.api.title') }).click();
  await expect(page.getByRole('textbox', { name: t('sync.api.port') })).toHaveValue('5670');
  expect(stage.asked).toEqual([]);
  const look = page.getByRole('button', { name: t('sync.api.look') });
  await look.click();
  await expect(page.getByText('glm', { exact: true })).toBeVisible();
  await expect(page.getByText(t('error.toml_unknown'))).toBeVisible();
  await expect(page.getByRole('button', { name: t('sync.api.show') })).toHaveCount(0);
  await page.getByRole('textbox', { name: t('sync.api.toml') }).fill('/home/me/in-use.toml');
  await look.click();
  await page.getByRole('button', { name: t('sync.api.show') }).click();
  await expect(page.getByRole('region', { name: t('sync.api.calls') })).toContainText(name);
  await expectNoAxeFindings(page);
  await page.getByRole('button', { name: t('sync.api.add') }).click();
  await expect(page.getByText(t('sync.api.done', { names: name }))).toBeVisible();
  await page.getByRole('button', { name: t('sync.api.remove', { name }) }).click();
  await expect(page.getByText(t('sync.api.added'))).toHaveCount(0);
  expect(stage.asked.filter(({ name: what }) => what !== 'lookAtDbgptApi')).toEqual([
    {
      name: 'addDbgptModels',
      input: {
        port: 5670,
        toml: '/home/me/in-use.toml',
        variant: 'local',
        models: ['active'],
        seen: 'hash',
      },
    },
    { name: 'removeDbgptModels', input: { port: 5670, names: [name], force: false } },
  ]);
});

test('a refusal of DB-GPT’s is shown with its words', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const reason = message('error.dbgpt_refused', { text: 'E0003: no room' });
  stage.core.api.calls.addDbgptModels = () =>
    Promise.resolve({ added: [], failed: { name, reason }, untried: ['b'] });
  const page = await openWindow('#/dbgpt');
  await page.getByRole('button', { name: t('sync.api.title') }).click();
  await page.getByRole('textbox', { name: t('sync.api.toml') }).fill('/home/me/in-use.toml');
  await page.getByRole('button', { name: t('sync.api.look') }).click();
  await page.getByRole('button', { name: t('sync.api.show') }).click();
  await page.getByRole('button', { name: t('sync.api.add') }).click();
  await expect(page.getByRole('alert')).toContainText('E0003: no room');
});

test('a notice leads to the page, and a switch is taken back', async ({ stage, openWindow, t }) => {
  setScene(stage);
  stage.core.api.calls.undoSwitch = (input) => {
    stage.asked.push({ name: 'undoSwitch', input });
    return Promise.resolve(stage.core.state());
  };
  stage.core.setState({
    notices: [
      {
        id: 'exports-out-of-date',
        level: 'warning',
        text: message('sync.notice.one', { path, what: message('sync.part.key') }),
        actions: [{ do: 'review-exports' }],
        canDismiss: true,
      },
      {
        id: 'sync-in',
        level: 'info',
        text: message('sync.notice.switched', { path, model: 'big:7b' }),
        actions: [{ do: 'undo-switch', id: 'sync-in' }],
        canDismiss: true,
      },
    ],
  });
  const page = await openWindow('#/home');
  await page.getByRole('button', { name: t('sync.do.undo') }).click();
  await expect.poll(() => stage.asked).toEqual([{ name: 'undoSwitch', input: { id: 'sync-in' } }]);
  await page.getByRole('button', { name: t('sync.do.review') }).click();
  await expect(page.getByRole('heading', { name: t('sync.title') })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`names, headings and contrast hold (${theme})`, async ({ stage, openWindow, language, t }) => {
    setScene(stage);
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/dbgpt');
    await page.getByRole('button', { name: t('sync.review', { path }) }).click();
    await page.getByRole('button', { name: t('sync.api.title') }).click();
    await page.getByRole('button', { name: t('sync.api.look') }).click();
    await expect(page.getByText('glm', { exact: true })).toBeVisible();
    await expectAccessible(page, language);
    await expectNoAxeFindings(page);
  });
}
