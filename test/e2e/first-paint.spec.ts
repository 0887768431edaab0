/** What stands in the window before and while the program loads. */
import { createTranslate } from '../../shared/i18n/index.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import { tokens } from '../../renderer/theme.ts';
import { expect, test } from './support/stage.ts';

const browserLocales: Record<Locale, string> = { en: 'en-US', 'zh-CN': 'zh-CN' };

test('the name stands there before any script of the program has come', async ({ page, stage, t }) => {
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto(stage.link);
  await expect(page.getByText(t('app.name'))).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`before the program has come, the paper is that of the last visit (${theme})`, async ({
    page,
    stage,
  }) => {
    await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
    await page.addInitScript(`localStorage.setItem('mantine-color-scheme-value', '${theme}')`);
    await page.route('**/assets/*', (route) => route.abort());
    await page.goto(stage.link);
    const paper = await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    expect(paper).toBe(toRgb(tokens[theme]['--mantine-color-body']));
  });
}

test('pages are drawn in the language that was chosen, from the first moment', async ({
  browser,
  stage,
  language,
  t,
}) => {
  const other: Locale = language === 'en' ? 'zh-CN' : 'en';
  const context = await browser.newContext({ locale: browserLocales[other] });
  const page = await context.newPage();
  // Every text that was ever drawn, for as long as it was there.
  await page.addInitScript(`
    globalThis.drawn = [];
    const look = () => globalThis.drawn.push(document.body?.innerText ?? '');
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  `);
  await page.goto(stage.link);
  await expect(page.getByRole('link', { name: t('nav.servers') })).toBeVisible();
  const drawn = await page.evaluate<string[]>('globalThis.drawn');
  expect(drawn.length).toBeGreaterThan(1);
  expect(drawn.filter((text) => text.includes(createTranslate(other)('nav.servers')))).toEqual([]);
  await context.close();
});

function toRgb(hex: string): string {
  const parts = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
  return `rgb(${parts.join(', ')})`;
}
