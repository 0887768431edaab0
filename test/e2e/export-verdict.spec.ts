import type { Page } from '@playwright/test';
import type { Translate } from '../../shared/i18n/index.ts';
import { chooseCopy, chooseDbgpt, goOn, openCopy } from './support/dbgpt-flow.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildReport, buildServer, roomyModel, smallModel } from './support/stage-data.ts';

const key = `ollama/${smallModel.id}`;

function setScene(stage: Stage): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
}

async function openExport(openWindow: (hash: string) => Promise<Page>, t: Translate): Promise<Page> {
  const page = await openWindow('#/dbgpt');
  await openCopy(page, t, '0.6');
  await expect(page.getByRole('region', { name: t('dbgpt.text') })).toContainText('PROXYLLM_BACKEND=active');
  return page;
}

test('a model that was not checked is said to be one; the export is there all the same', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openExport(openWindow, t);
  const unchecked = t('dbgptVerdict.unchecked', { server: 'Ollama', model: smallModel.id });
  await expect(page.getByText(unchecked)).toBeVisible();
  await expect(page.getByRole('button', { name: t('dbgpt.copy') })).toBeEnabled();
  expect(stage.check.inputs).toEqual([]);

  await page.getByRole('button', { name: t('dbgptVerdict.anyway') }).click();
  await expect(page.getByRole('button', { name: t('dbgptVerdict.anyway') })).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: t('dbgpt.copy') })).toBeFocused();
  await expect(page.getByText(unchecked)).toBeVisible();
});

test('checking now goes by the plan, and its verdict takes the place of the question', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openExport(openWindow, t);
  await page.getByRole('button', { name: t('dbgptVerdict.checkNow', { count: 5 }) }).click();
  const sheet = page.getByRole('dialog', { name: t('apiCheck.title') });
  await expect(sheet.getByText(t('apiCheck.plan.still'))).toBeVisible();
  await sheet.getByRole('button', { name: t('apiCheck.start') }).click();
  await stage.check.begun();
  const report = buildReport();
  stage.reports.set(key, report);
  stage.check.finish(report);
  await expect(sheet.getByRole('heading', { name: t('check.verdict.works') })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(t('apiCheck.verdict.works.text', { model: smallModel.id }))).toBeVisible();
  await expect(page.getByRole('button', { name: t('dbgptVerdict.anyway') })).toHaveCount(0);
});

test('a model that will not work says why, and is exported all the same', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  stage.reports.set(
    key,
    buildReport({ verdict: 'fails', because: ['stream-end', 'too-long'], serverVersion: '0.31.0' }),
  );
  const page = await openExport(openWindow, t);
  await expect(page.getByText(t('check.verdict.fails'), { exact: true })).toBeVisible();
  const checks = `${t('check.name.stream-end')} · ${t('check.name.too-long')}`;
  await expect(page.getByText(t('apiCheck.because', { checks }))).toBeVisible();
  await expect(
    page.getByText(t('dbgptVerdict.otherVersion', { then: '0.31.0', now: '0.32.1' })),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: t('dbgpt.copy') })).toBeEnabled();
  await expect(page.getByRole('button', { name: t('dbgptVerdict.anyway') })).toBeVisible();
  await page.getByRole('button', { name: t('dbgptVerdict.report') }).click();
  const sheet = page.getByRole('dialog', { name: t('apiCheck.title') });
  await expect(sheet.getByRole('heading', { name: t('check.verdict.fails') })).toBeVisible();
});

test('the verdict and the context are those of the model that is pinned', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  stage.reports.set(
    `ollama/${roomyModel.id}`,
    buildReport({ model: roomyModel.id, verdict: 'works-with-fixes' }),
  );
  const page = await openExport(openWindow, t);
  await expect(page.getByText(t('context.small', { value: '4K' }))).toBeVisible();
  const models = t('dbgptPage.models');
  await page.getByRole('button', { name: t('dbgptPage.change.step', { step: models }) }).click();
  await page.getByRole('combobox', { name: t('dbgpt.model'), exact: true }).click();
  await page.getByRole('option', { name: roomyModel.id }).click();
  await goOn(page, t);
  await expect(
    page.getByText(t('apiCheck.verdict.works-with-fixes.text', { model: roomyModel.id })),
  ).toBeVisible();
  await expect(page.getByText(t('context.small', { value: '4K' }))).toHaveCount(0);
});

test('with several models each has its verdict, once', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/dbgpt');
  await chooseDbgpt(page, t, '0.7');
  await chooseCopy(page, t);
  await page.getByRole('combobox', { name: t('dbgptPage.models.several') }).click();
  await page.getByRole('option', { name: roomyModel.id }).click();
  await page.getByRole('option', { name: smallModel.id }).click();
  await page.keyboard.press('Escape');
  await goOn(page, t);
  const unchecked = (model: string) =>
    page.getByText(t('dbgptVerdict.unchecked', { server: 'Ollama', model }));
  await expect(unchecked(smallModel.id)).toHaveCount(1);
  await expect(unchecked(roomyModel.id)).toHaveCount(1);
});
