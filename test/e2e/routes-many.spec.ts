import { ModelTrayError } from '../../shared/errors.ts';
import { expectNoViolations } from './support/routes-scene.ts';
import { buildModel, buildServer, said, smallModel } from './support/stage-data.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const own = buildModel('own-model');

/** Ports 1001 and 1002 are new, 1003 is in the list already, and 1004 cannot be added the first time. */
function setScene(stage: Stage): void {
  stage.list(
    buildServer({ slug: 'third', name: 'Third', baseUrl: 'http://127.0.0.1:1003' }, [own, smallModel]),
  );
  let failures = 1;
  const { calls } = stage.core.api;
  const add = calls.addUpstream;
  calls.addUpstream = async (input) => {
    const port = new URL(input.baseUrl).port;
    if (port === '1003') throw new ModelTrayError('upstream_exists', said('it is listed'));
    if (port === '1004' && failures > 0) {
      failures -= 1;
      throw new ModelTrayError('settings_read_only', said('not just now'));
    }
    const added = await add(input);
    const { upstreams } = stage.core.state();
    const models = port === '1001' ? [smallModel, own] : [smallModel];
    const filled = buildServer({ ...added, name: `Server ${port}`, models, modelCount: models.length });
    stage.core.setState({
      upstreams: upstreams.map((one) => (one.slug === added.slug ? filled : one)),
    });
    return filled;
  };
}

test('several addresses: each says what became of it, and they become one route', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog', { name: t('server.add.title') });
  const address = dialog.getByRole('textbox', { name: t('server.address') });
  const add = dialog.getByRole('button', { name: t('window.add') });
  await address.fill('127.0.0.1:1001, not an address');
  await add.click();
  await expect(dialog.getByText(t('routes.many.bad', { addresses: 'not an address' }))).toBeVisible();
  expect(stage.asked.filter(({ name }) => name === 'addUpstream')).toEqual([]);

  await address.fill('127.0.0.1:1001,127.0.0.1:1003，http://localhost:1003/v1, 127.0.0.1:1004');
  await expect(dialog.getByText(t('routes.many.hint', { count: 3 }))).toBeVisible();
  await add.click();
  const rows = dialog.getByRole('list', { name: t('routes.many.became') });
  const models = t('servers.models.many', { count: 2 });
  await expect(rows).toContainText(t('routes.many.added', { name: 'Server 1001', models }));
  await expect(rows).toContainText(t('routes.many.listed', { name: 'Third', models }));
  await expect(rows).toContainText(t('routes.many.failed', { reason: 'not just now' }));
  await dialog
    .getByRole('button', { name: t('routes.many.again.named', { address: 'http://127.0.0.1:1004' }) })
    .click();
  const one = t('servers.models.one');
  await expect(rows).toContainText(t('routes.many.added', { name: 'Server 1004', models: one }));
  await expectNoViolations(page);

  const make = dialog.getByRole('button', { name: t('routes.many.make') });
  await make.click();
  await expect(dialog.getByText(t('routes.problem.alias.empty'))).toBeVisible();
  await dialog.getByRole('textbox', { name: t('routes.many.alias') }).fill('third');
  await expect(dialog.getByText(t('routes.problem.alias.server', { alias: 'third' }))).toBeVisible();
  await dialog.getByRole('textbox', { name: t('routes.many.alias') }).fill('team');
  await expect(dialog.getByRole('combobox', { name: t('routes.many.model'), exact: true })).toHaveValue(
    smallModel.id,
  );
  await make.click();
  await expect(dialog).toHaveCount(0);
  expect(stage.asked.at(-1)).toMatchObject({
    name: 'saveRoute',
    input: {
      alias: 'team',
      pools: [
        {
          candidates: [
            { upstream: 'third', model: smallModel.id },
            { upstream: 'openai-compatible-1001', model: smallModel.id },
            { upstream: 'openai-compatible-1004', model: smallModel.id },
          ],
        },
      ],
    },
  });
});

test('a route may lead to a model of each; without one the servers stay all the same', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog', { name: t('server.add.title') });
  await dialog.getByRole('textbox', { name: t('server.address') }).fill('127.0.0.1:1001,127.0.0.1:1003');
  await dialog.getByRole('button', { name: t('window.add') }).click();
  await dialog.getByText(t('routes.many.each'), { exact: true }).click();
  const third = dialog.getByRole('combobox', { name: t('routes.many.modelOf', { name: 'Third' }) });
  await expect(third).toHaveValue(own.id);
  await dialog.getByRole('button', { name: t('routes.many.notNow') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('listitem', { name: 'Server 1001', exact: true })).toBeVisible();
  expect(stage.asked.some(({ name }) => name === 'saveRoute')).toBe(false);
});
