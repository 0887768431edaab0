/** `node open-browser.mjs [path]`: exit 0 if that browser, or Playwright's own, opens a page as the specs will. */
import { chromium } from '@playwright/test';

const [, , path] = process.argv;
try {
  const browser = await chromium.launch({
    headless: true,
    timeout: 30_000,
    ...(path ? { executablePath: path } : {}),
  });
  const page = await browser.newPage();
  await page.setContent('<p>ready</p>');
  await browser.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
