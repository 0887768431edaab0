import { describeRule } from '../../shared/describe-rule.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { big, card, listServers, small, teamRoute } from './support/routes-scene.ts';
import { buildServer } from './support/stage-data.ts';
import { buildRoute, setRoutes } from './support/stage-routes.ts';
import { expect, test } from './support/stage.ts';

test('routes are shown once there are two servers, or one of the user’s', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(buildServer(), buildServer({ slug: 'demo', name: 'Demo', kind: 'demo' }));
  const page = await openWindow('#/servers');
  const title = page.getByRole('heading', { name: t('routes.title'), exact: true });
  await expect(page.getByRole('listitem', { name: 'Ollama' })).toBeVisible();
  await expect(title).toHaveCount(0);
  setRoutes(stage, buildRoute({ alias: 'active', pools: [{ strategy: 'fastest', candidates: [small] }] }));
  await expect(title).toHaveCount(0);
  setRoutes(stage, buildRoute({ alias: 'team', pools: [{ strategy: 'fastest', candidates: [small] }] }));
  await expect(title).toBeVisible();
  setRoutes(stage);
  await expect(title).toHaveCount(0);
  stage.list(buildServer({ slug: 'other', name: 'Other' }));
  await expect(title).toBeVisible();
});

test('a card says where a route leads, by which rules, and what it may not do', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  listServers(stage);
  const route = teamRoute({ locks: { onlyThisMachine: false, noCloud: true } });
  setRoutes(
    stage,
    route,
    buildRoute({ alias: 'active', pools: [{ strategy: 'fastest', candidates: [big] }] }),
  );
  const page = await openWindow('#/servers');
  const team = card(page, 'team', t);
  await expect(team).toContainText('http://127.0.0.1:9999/r/team/v1');
  const first = t('routes.order.first', { group: 'Local' });
  await expect(team).toContainText(t('routes.order.then', { before: first, group: 'Cloud' }));
  await expect(team).toContainText(t('routes.strategy.round-robin'));
  await expect(team).toContainText(t('lock.noCloud'));
  const cloud = team.getByRole('list', { name: t('routes.candidates.of', { group: 'Cloud' }) });
  for (const said of [
    'gpt-big',
    'Far',
    t('location.cloud'),
    t('health.healthy'),
    t('decision.load.open', { inFlight: 2 }),
  ]) {
    await expect(cloud).toContainText(said);
  }
  const rules = team
    .getByRole('list', { name: t('routes.rules.of', { alias: 'team' }) })
    .getByRole('listitem');
  await expect(rules).toHaveText(route.rules.map((rule) => renderMessage(language, describeRule(rule))));

  const cards = page.getByRole('listitem', { name: t('routes.called', { alias: '' }) });
  await expect(cards.nth(0)).toContainText(t('home.active'));
  await expect(cards.nth(1)).toContainText(t('routes.nowhere'));
  await expect(cards.nth(2)).toContainText('team');

  await team.getByRole('button', { name: t('routes.address.copy', { alias: 'team' }) }).click();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(
    'http://127.0.0.1:9999/r/team/v1',
  );
});

test('removing a route asks, and says what becomes of programs that use it', async ({
  stage,
  openWindow,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('routes.menu', { alias: 'active' }) }).click();
  await expect(page.getByRole('menuitem', { name: t('servers.edit') })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: t('servers.remove') })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: t('routes.menu', { alias: 'team' }) }).click();
  await page.getByRole('menuitem', { name: t('servers.remove') }).click();
  const dialog = page.getByRole('dialog', { name: t('routes.remove.title', { alias: 'team' }) });
  await expect(dialog).toContainText(t('routes.remove.thenActive', { alias: 'team' }));
  expect(stage.asked).toEqual([]);
  await dialog.getByRole('button', { name: t('window.remove') }).click();
  await expect(card(page, 'team', t)).toHaveCount(0);
  expect(stage.asked).toEqual([{ name: 'removeRoute', input: { alias: 'team' } }]);
});

test('thirty routes with long names stay inside a narrow window', async ({ stage, openWindow, t }) => {
  const long = (name: string): string => `${name}-${'x'.repeat(120 - name.length - 1)}`;
  listServers(stage);
  setRoutes(
    stage,
    ...Array.from({ length: 30 }, (_unused, at) =>
      buildRoute({
        alias: `route-${at}-${'y'.repeat(30)}`,
        pools: [
          {
            name: 'n'.repeat(40),
            strategy: 'weighted',
            candidates: Array.from({ length: 8 }, (_none, n) => ({
              upstream: n % 2 === 0 ? 'ollama' : 'far',
              model: long(`model${n}`),
              weight: 3,
            })),
          },
        ],
        rules: [{ when: [{ kind: 'client', pattern: 'p'.repeat(200) }], pool: 'n'.repeat(40), mode: 'only' }],
      }),
    ),
  );
  const page = await openWindow('#/servers');
  await page.setViewportSize({ width: 800, height: 720 });
  await expect(card(page, `route-29-${'y'.repeat(30)}`, t)).toBeVisible();
  expect(await page.evaluate<string[]>(tooWide)).toEqual([]);
  await page.getByRole('button', { name: t('routes.menu', { alias: `route-0-${'y'.repeat(30)}` }) }).click();
  await page.getByRole('menuitem', { name: t('servers.edit') }).click();
  const editor = page.getByRole('dialog');
  await expect(editor.getByRole('combobox').first()).toBeVisible();
  expect(await page.evaluate<string[]>(tooWide)).toEqual([]);
});

/** Runs in the page: what is shown beyond its right edge. */
const tooWide = `[...document.querySelectorAll('main *, [role=dialog] *')]
  .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
  .map((element) => element.outerHTML.slice(0, 160))`;
