/** The steps of the DB-GPT page, as specs of other subjects go through them. */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { ExportTarget } from '../../../shared/exports.ts';
import type { Translate } from '../../../shared/i18n/index.ts';

/** Continues from the step that is open. */
export async function goOn(page: Page, t: Translate): Promise<void> {
  await page.getByRole('button', { name: t('window.continue') }).click();
}

/** The first step: which DB-GPT. */
export async function chooseDbgpt(page: Page, t: Translate, target: ExportTarget): Promise<void> {
  await page.getByRole('radio', { name: t(`dbgptPage.for.${target}.text`) }).click();
  await goOn(page, t);
  await expect(page.getByRole('heading', { name: t('dbgptPage.where') })).toBeFocused();
}

/** The second step for who copies, which leads to the third. */
export async function chooseCopy(page: Page, t: Translate): Promise<void> {
  await page.getByRole('radio', { name: t('dbgptPage.place.copy.text') }).click();
  await goOn(page, t);
}

/** The second step for a folder. */
export async function chooseFolder(page: Page, t: Translate, folder: string): Promise<void> {
  await page.getByRole('radio', { name: t('dbgptPage.place.folder.text') }).click();
  await page.getByRole('textbox', { name: t('dbgptPage.folder'), exact: true }).fill(folder);
  await goOn(page, t);
  await expect(page.getByRole('heading', { name: t('dbgptPage.models') })).toBeFocused();
}

/** All steps up to the text that is to be copied. */
export async function openCopy(page: Page, t: Translate, target: ExportTarget): Promise<void> {
  await chooseDbgpt(page, t, target);
  await chooseCopy(page, t);
  await goOn(page, t);
  await expect(page.getByRole('region', { name: t('dbgpt.text') })).toBeVisible();
}
