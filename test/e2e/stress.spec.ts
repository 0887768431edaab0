/** A machine room: fifty servers of forty models each, thirty routes, and a name of 120 characters, in the smallest window. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildModel, buildServer, busyTraffic } from './support/stage-data.ts';
import { buildRoute, setRoutes } from './support/stage-routes.ts';

const longName = `org/${'a-very-long-model-name-'.repeat(5)}`.padEnd(120, 'x');
const serverCount = 50;

function setScene(stage: Stage): void {
  const servers = Array.from({ length: serverCount }, (_server, at) =>
    buildServer(
      { slug: `server-${at}`, name: `Server ${at}`, baseUrl: `http://127.0.0.1:${11_000 + at}` },
      Array.from({ length: 40 }, (_model, n) =>
        buildModel(at === 0 && n === 0 ? longName : `model-${at}-${n}:latest`),
      ),
    ),
  );
  stage.list(...servers);
  stage.activate({ upstream: 'server-0', model: longName });
  stage.traffic = busyTraffic;
  stage.core.setState({ traffic: { ...stage.core.state().traffic, answered: 200 } });
  const routes = Array.from({ length: 30 }, (_route, at) =>
    buildRoute({
      alias: `route-${at}`,
      pools: [
        {
          strategy: 'least-in-flight',
          candidates: [
            { upstream: 'server-0', model: longName },
            { upstream: `server-${at + 1}`, model: `model-${at + 1}-3:latest` },
          ],
        },
      ],
    }),
  );
  setRoutes(stage, ...routes);
}

/** Runs in the page: by how many pixels something is wider than what it stands in. */
const overrun = `(() => {
  const main = document.querySelector('main');
  return [document.documentElement, ...(main === null ? [] : [main])].map((part) => part.scrollWidth - part.clientWidth);
})()`;

async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate<number[]>(overrun)).toEqual([0, 0]);
}

test.use({ viewport: { width: 800, height: 560 } });

test('Home fits, and the picker finds one model among two thousand', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/home');
  await expect(page.getByTestId('active-model')).toHaveText(longName);
  await expect(page.getByRole('heading', { name: t('live.title') })).toBeVisible();
  await expectFits(page);
  const picker = page.getByRole('combobox', { name: t('home.active.switch') });
  await picker.click();
  await picker.fill('model-49-39');
  const found = page.getByRole('option', { name: 'model-49-39:latest' });
  await expect(found).toBeVisible();
  await expectFits(page);
  await found.click();
  await expect(page.getByTestId('active-model')).toHaveText('model-49-39:latest');
});

test('Servers fits with all of them and every route, and leads to the last', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers');
  await expect(page.getByRole('listitem', { name: `Server ${serverCount - 1}`, exact: true })).toBeVisible();
  await expect(
    page.getByRole('listitem', { name: t('routes.called', { alias: 'route-29' }), exact: true }),
  ).toBeVisible();
  await expectFits(page);
  await page.getByRole('link', { name: `Server ${serverCount - 1}`, exact: true }).click();
  await expect(page.getByText('model-49-39:latest')).toBeVisible();
  await expectFits(page);
});

test('a server’s page and Activity fit a name of 120 characters', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/servers/server-0');
  await expect(page.getByText(longName)).toBeVisible();
  await expectFits(page);
  await page.getByRole('link', { name: t('nav.activity') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('nav.activity') })).toBeVisible();
  await expectFits(page);
});

test('the palette switches to the long name and to the last model', async ({ stage, openWindow, t }) => {
  setScene(stage);
  stage.activate({ upstream: 'server-3', model: 'model-3-3:latest' });
  const page = await openWindow('#/home');
  await expect(page.getByTestId('active-model')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: t('palette.search') })).toBeFocused();
  await page.keyboard.type('a-very-long');
  await expect(page.getByRole('button', { name: t('palette.use', { model: longName }) })).toBeVisible();
  await expectFits(page);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('active-model')).toHaveText(longName);
});

/** Runs in the page: from now on, how often a style sheet came or went, and how often something in the page changed. */
const watchChanges = `(() => {
  window.changes = { styles: 0, page: 0 };
  const isStyle = (node) => node.nodeName === 'STYLE' || node.parentNode?.nodeName === 'STYLE';
  new MutationObserver((records) => {
    for (const { target, addedNodes, removedNodes } of records) {
      if ([target, ...addedNodes, ...removedNodes].some(isStyle)) window.changes.styles += 1;
      if (document.querySelector('main').contains(target)) window.changes.page += 1;
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;

test('a state in which nothing of the page has changed costs it nothing', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers');
  const last = page.getByRole('listitem', { name: `Server ${serverCount - 1}`, exact: true });
  await expect(last).toBeVisible();
  await expect(page.getByRole('listitem', { name: t('routes.called', { alias: 'route-29' }) })).toBeVisible();
  await page.evaluate(watchChanges);
  for (let answered = 201; answered < 204; answered += 1) {
    stage.core.setState({ traffic: { ...stage.core.state().traffic, answered } });
  }
  // What comes after them is drawn, so that they have come too.
  const { upstreams } = stage.core.state();
  stage.core.setState({
    upstreams: upstreams.map((one, at) => (at === serverCount - 1 ? { ...one, inFlight: 7 } : one)),
  });
  await expect(last.getByText(t('servers.inFlight', { count: 7 }))).toBeVisible();
  const changes = await page.evaluate<{ styles: number; page: number }>('window.changes');
  expect(changes.styles).toBe(0);
  expect(changes.page).toBeLessThan(5);
});
