import type { Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import { expectAccessible, expectNamed } from './support/accessible.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import {
  buildDiscoverReport,
  buildFound,
  buildReport,
  buildServer,
  smallModel,
} from './support/stage-data.ts';
import { tabTo } from './support/keyboard.ts';

function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  stage.reports.set(`ollama/${smallModel.id}`, buildReport());
}

async function openFind(page: Page, stage: Stage, t: Translate): Promise<void> {
  await page.getByRole('button', { name: t('servers.find') }).click();
  await stage.discover.begun();
  const servers = [
    buildFound({ kind: 'vllm', models: [smallModel] }),
    buildFound({ baseUrl: 'http://127.0.0.1:1' }),
  ];
  stage.discover.finish(buildDiscoverReport({ servers }));
  await expect(page.getByRole('list', { name: t('findServers.results') })).toBeVisible();
}

for (const theme of ['light', 'dark'] as const) {
  test(`the new surfaces have names, headings in order, and their language (${theme})`, async ({
    stage,
    openWindow,
    language,
    t,
  }) => {
    setScene(stage);
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/servers/ollama');
    await page.getByRole('button', { name: t('serverPage.facts', { model: smallModel.id }) }).click();
    await expectAccessible(page, language);
    await page.getByRole('button', { name: t('apiCheck.open') }).click();
    await expect(page.getByRole('heading', { name: t('check.verdict.works') })).toBeVisible();
    await expectNamed(page);
    await page.getByRole('button', { name: t('apiCheck.again') }).click();
    await expect(page.getByText(t('apiCheck.plan.still'))).toBeVisible();
    await expectNamed(page);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: t('serverPage.back') }).click();
    await openFind(page, stage, t);
    await expectNamed(page);
  });
}

test('finding, adding and checking go by keyboard alone', async ({ stage, openWindow, t }) => {
  stage.plan = { ...stage.plan, model: smallModel.id };
  const page = await openWindow('#/servers');
  await tabTo(page, 'button', t('servers.find'));
  await page.keyboard.press('Enter');
  await stage.discover.begun();
  stage.discover.finish(buildDiscoverReport({ servers: [buildFound({ baseUrl: 'http://127.0.0.1:8000' })] }));
  const name = t('kind.ollama');
  await tabTo(page, 'button', t('findServers.add.named', { name, address: 'http://127.0.0.1:8000' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: t('findServers.added.open', { name }) })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await tabTo(page, 'button', t('apiCheck.open'));
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', t('apiCheck.start'));
  await page.keyboard.press('Enter');
  await stage.check.begun();
  stage.check.finish(buildReport());
  await expect(page.getByRole('heading', { name: t('check.verdict.works') })).toBeFocused();
  await tabTo(page, 'button', t('apiCheck.save.markdown'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: t('apiCheck.open') })).toBeFocused();
});
