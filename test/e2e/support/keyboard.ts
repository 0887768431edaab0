import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

const maxTabs = 60;

/** Tab, until the focus is where it should be. */
export async function tabTo(
  page: Page,
  role: 'link' | 'button' | 'textbox' | 'combobox' | 'radio',
  name: string,
): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  await expect(target).toBeVisible();
  for (let n = 0; n < maxTabs; n += 1) {
    if ((await target.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${maxTabs} tabs do not reach the ${role} ${name}`);
}
