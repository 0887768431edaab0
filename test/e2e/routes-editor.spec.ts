import { ModelTrayError } from '../../shared/errors.ts';
import { describeRule } from '../../shared/describe-rule.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import type { RouteInput } from '../../shared/settings.ts';
import { tabTo } from './support/keyboard.ts';
import {
  big,
  card,
  editRoute,
  expectNoViolations,
  listServers,
  roomy,
  small,
  teamRoute,
} from './support/routes-scene.ts';
import { setRoutes } from './support/stage-routes.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

function saved(stage: Stage): RouteInput | undefined {
  const call = stage.asked.findLast(({ name }) => name === 'saveRoute');
  return call?.input as RouteInput | undefined;
}

test('a route is made from nothing: group, models, weight, rule, lock', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  listServers(stage);
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('routes.add'), exact: true }).click();
  const editor = page.getByRole('dialog', { name: t('routes.editor.new') });
  const save = editor.getByRole('button', { name: t('window.save') });
  await save.click();
  await expect(editor.getByText(t('routes.problem.alias.empty'))).toBeVisible();
  await expect(editor.getByText(t('routes.problem.model'))).toBeVisible();
  const alias = editor.getByRole('textbox', { name: t('routes.alias'), exact: true });
  await expect(alias).toBeFocused();
  await alias.fill('ollama');
  await expect(editor.getByText(t('routes.problem.alias.server', { alias: 'ollama' }))).toBeVisible();
  await alias.fill('team');

  await editor.getByRole('combobox', { name: t('routes.candidate.model', { number: 1 }) }).click();
  await page.getByRole('option', { name: small.model }).click();
  await editor.getByRole('combobox', { name: t('routes.strategy') }).click();
  await page.getByRole('option', { name: t('routes.strategy.weighted') }).click();
  await expect(editor.getByText(t('routes.strategyHint.weighted'))).toBeVisible();
  await editor.getByRole('textbox', { name: t('routes.weight.of', { name: 'ollama/qwen3:8b' }) }).fill('3');

  await editor.getByRole('button', { name: t('routes.rule.add') }).click();
  const rule = editor.getByRole('region', { name: t('routes.rule.numbered', { number: 1 }) });
  const group = t('routes.group.numbered', { number: 1 });
  const sentence = (tokens: number): string =>
    renderMessage(
      language,
      describeRule({ when: [{ kind: 'prompt-longer', tokens }], pool: group, mode: 'only' }),
    );
  await expect(rule).toContainText(sentence(12_000));
  await rule.getByRole('textbox', { name: t('routes.field.tokens') }).fill('900');
  await expect(rule).toContainText(sentence(900));
  await rule.getByRole('button', { name: t('routes.condition.add.to', { number: 1 }) }).click();
  await rule.getByRole('combobox', { name: t('routes.condition.and') }).click();
  await page.getByRole('option', { name: t('routes.condition.time-of-day') }).click();
  await rule.getByLabel(t('routes.field.from'), { exact: true }).fill('20:15');
  await editor.getByText(t('settings.noCloud')).scrollIntoViewIfNeeded();
  await editor.getByRole('switch', { name: t('settings.noCloud') }).check({ force: true });
  await editor.getByRole('combobox', { name: t('routes.option.think') }).click();
  await page.getByRole('option', { name: t('routes.option.think.strip') }).click();
  await expect(editor.getByText(t('routes.option.think.strip.hint'))).toBeVisible();
  await editor.getByRole('textbox', { name: t('routes.option.temperature') }).fill('0');
  await save.click();
  await expect(card(page, 'team', t)).toBeVisible();
  await expect(card(page, 'team', t)).toContainText(t('option.think.strip'));
  await expect(card(page, 'team', t)).toContainText(t('option.temperature', { temperature: 0 }));
  expect(saved(stage)).toEqual({
    alias: 'team',
    pools: [{ name: group, strategy: 'weighted', candidates: [{ ...small, weight: 3 }] }],
    rules: [
      {
        when: [
          { kind: 'prompt-longer', tokens: 900 },
          { kind: 'time-of-day', from: '20:15', to: '07:00' },
        ],
        pool: group,
        mode: 'only',
      },
    ],
    locks: { onlyThisMachine: false, noCloud: true },
    allowLargerContext: true,
    options: { usage: 'auto', think: 'strip', temperature: 0 },
  });
});

test('groups, models and rules are put into another order by keyboard alone', async ({
  stage,
  openWindow,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/servers');
  const editor = await editRoute(page, 'team', t);
  const group = t('routes.group.called', { name: 'Cloud' });
  await tabTo(page, 'button', t('routes.drag', { name: group }));
  await page.keyboard.press('Space');
  await expect(page.getByText(t('routes.drag.start', { name: group, place: 2, count: 2 }))).toBeAttached();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(t('routes.drag.over', { name: group, place: 1, count: 2 }))).toBeAttached();
  await page.keyboard.press('Space');
  await expect(page.getByText(t('routes.moved', { name: group, place: 1, count: 2 }))).toBeAttached();
  await expect(editor.getByRole('button', { name: t('routes.drag', { name: group }) })).toBeFocused();

  await tabTo(page, 'button', t('routes.down', { name: `ollama/${small.model}` }));
  await page.keyboard.press('Enter');
  await expect(
    editor.getByRole('button', { name: t('routes.down', { name: `ollama/${small.model}` }) }),
  ).toBeFocused();
  await tabTo(page, 'button', t('routes.up', { name: t('routes.rule.numbered', { number: 2 }) }));
  await page.keyboard.press('Enter');
  await editor.getByRole('button', { name: t('window.save') }).press('Enter');
  await expect(editor).toHaveCount(0);
  expect(saved(stage)?.pools.map(({ name, candidates }) => [name, candidates])).toEqual([
    ['Cloud', [big]],
    ['Local', [roomy, small]],
  ]);
  expect(saved(stage)?.rules.map(({ pool }) => pool)).toEqual(['Local', 'Cloud']);
});

test('a model is dragged from one group to another by mouse', async ({ stage, openWindow, t }) => {
  listServers(stage);
  setRoutes(stage, teamRoute({ rules: [] }));
  const page = await openWindow('#/servers');
  // High enough for the whole form: a sheet that scrolls under the mouse would move the target away.
  await page.setViewportSize({ width: 1040, height: 1400 });
  const editor = await editRoute(page, 'team', t);
  const handle = editor.getByRole('button', { name: t('routes.drag', { name: `ollama/${small.model}` }) });
  const target = editor.getByRole('button', { name: t('routes.drag', { name: 'far/gpt-big' }) });
  const from = await handle.boundingBox();
  const to = await target.boundingBox();
  if (from === null || to === null) throw new Error('a handle is not shown');
  await page.mouse.move(from.x + 8, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 30, { steps: 5 });
  await page.mouse.move(to.x + 8, to.y + 4, { steps: 20 });
  await expect(
    page.getByText(t('routes.drag.over', { name: `ollama/${small.model}`, place: 1, count: 2 })),
  ).toBeAttached();
  await page.mouse.up();
  await expect(
    page.getByText(t('routes.moved', { name: `ollama/${small.model}`, place: 1, count: 2 })),
  ).toBeAttached();
  await editor.getByRole('button', { name: t('window.save') }).click();
  await expect(editor).toHaveCount(0);
  expect(saved(stage)?.pools.map(({ candidates }) => candidates)).toEqual([[roomy], [small, big]]);
});

test('Escape ends a dragging, and leaving with changes asks', async ({ stage, openWindow, t }) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/servers');
  const editor = await editRoute(page, 'team', t);
  const group = t('routes.group.called', { name: 'Cloud' });
  await editor.getByRole('button', { name: t('routes.drag', { name: group }) }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(t('routes.drag.start', { name: group, place: 2, count: 2 }))).toBeAttached();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(t('routes.drag.over', { name: group, place: 1, count: 2 }))).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(page.getByText(t('routes.drag.cancelled', { name: group }))).toBeAttached();
  await expect(editor).toBeVisible();

  await editor
    .getByRole('textbox', { name: t('routes.group.name') })
    .first()
    .fill('Here');
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: t('routes.leave.title') });
  await expect(question.getByRole('button', { name: t('routes.leave.stay') })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(editor.getByRole('textbox', { name: t('routes.group.name') }).first()).toHaveValue('Here');
  await editor.getByRole('button', { name: t('window.cancel') }).click();
  await question.getByRole('button', { name: t('routes.leave.do') }).click();
  await expect(editor).toHaveCount(0);
  expect(stage.asked).toEqual([]);
  const again = await editRoute(page, 'team', t);
  await page.keyboard.press('Escape');
  await expect(again).toHaveCount(0);
});

test('the browser’s Back and any other way off ask before they take a draft away', async ({
  stage,
  openWindow,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/home');
  await page.getByRole('link', { name: t('nav.servers'), exact: true }).click();
  const editor = await editRoute(page, 'team', t);
  const name = editor.getByRole('textbox', { name: t('routes.group.name') }).first();
  const question = page.getByRole('dialog', { name: t('routes.leave.title') });
  await name.fill('Here');
  await page.goBack();
  await question.getByRole('button', { name: t('routes.leave.stay') }).click();
  await expect(question).toHaveCount(0);
  await expect(name).toHaveValue('Here');
  expect(new URL(page.url()).hash).toBe('#/servers');

  await page.evaluate("window.location.hash = '#/settings'");
  await question.getByRole('button', { name: t('routes.leave.stay') }).click();
  await expect(name).toHaveValue('Here');
  await page.goBack();
  await question.getByRole('button', { name: t('routes.leave.do') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('nav.settings') })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#/settings');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: t('servers.title') })).toBeVisible();
  expect(stage.asked).toEqual([]);
});

test('what the core refuses is said at its field, and the draft stays', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/servers');
  const editor = await editRoute(page, 'team', t);
  const reason = message('settings.reason.noServer', {
    field: 'pools.1.candidates.0.upstream',
    value: 'far',
  });
  stage.refusal = new ModelTrayError('bad_input', message('error.bad_input', { reason }));
  await editor
    .getByRole('textbox', { name: t('routes.group.name') })
    .first()
    .fill('Here');
  await editor.getByRole('button', { name: t('window.save') }).click();
  const cloud = editor.getByRole('region', { name: t('routes.group.called', { name: 'Cloud' }) });
  await expect(cloud).toContainText(renderMessage(language, reason));
  await expect(
    cloud.getByRole('combobox', { name: t('routes.candidate.model', { number: 1 }) }),
  ).toHaveAttribute('aria-invalid', 'true');
  stage.refusal = null;
  await editor.getByRole('button', { name: t('window.save') }).click();
  await expect(editor).toHaveCount(0);
  expect(saved(stage)?.pools[0]?.name).toBe('Here');
});

test('a route that was changed elsewhere is not overwritten without a word', async ({
  stage,
  openWindow,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/servers');
  const editor = await editRoute(page, 'team', t);
  const name = editor.getByRole('textbox', { name: t('routes.group.name') }).first();
  await name.fill('Mine');
  setRoutes(stage, teamRoute({ allowLargerContext: false }));
  await expect(editor.getByText(t('routes.elsewhere.changed'))).toBeVisible();
  await expect(editor.getByRole('button', { name: t('window.save') })).toBeDisabled();
  await editor.getByRole('button', { name: t('routes.elsewhere.keep') }).click();
  await expect(name).toHaveValue('Mine');
  setRoutes(stage, teamRoute({ rules: [] }));
  await editor.getByRole('button', { name: t('routes.elsewhere.reload') }).click();
  await expect(name).toHaveValue('Local');
  await expect(editor.getByRole('region', { name: t('routes.rule.numbered', { number: 1 }) })).toHaveCount(0);
  setRoutes(stage);
  await expect(editor.getByText(t('routes.elsewhere.gone'))).toBeVisible();
  expect(saved(stage)).toBeUndefined();
  await editor.getByRole('button', { name: t('routes.elsewhere.keep') }).click();
  await editor.getByRole('button', { name: t('window.save') }).click();
  await expect(card(page, 'team', t)).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`list and editor are accessible (${theme})`, async ({ stage, openWindow, t }) => {
    listServers(stage);
    setRoutes(stage, teamRoute());
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/servers');
    await expect(card(page, 'team', t)).toBeVisible();
    await expectNoViolations(page);
    const editor = await editRoute(page, 'team', t);
    await editor.getByRole('button', { name: t('routes.rule.add') }).click();
    await editor
      .getByRole('textbox', { name: t('routes.field.tokens') })
      .last()
      .fill('0');
    await editor.getByRole('button', { name: t('window.save') }).click();
    await expect(editor.getByText(t('routes.problem.condition.tokens'))).toBeVisible();
    await expectNoViolations(page);
  });
}
