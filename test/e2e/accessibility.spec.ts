import { expectAccessible, expectNamed } from './support/accessible.ts';
import { openCopy } from './support/dbgpt-flow.ts';
import { expect, openPage, test } from './support/test.ts';

test('each page has one main, ordered headings, its language, and a name for every control', async ({
  window,
  program,
  server,
  language,
  t,
}) => {
  await program.call('addUpstream', { baseUrl: server.url, name: 'Ollama' });
  for (const name of ['nav.home', 'nav.servers', 'nav.dbgpt', 'nav.settings'] as const) {
    await openPage(window, t(name));
    await expect(window).toHaveTitle(t('window.title', { page: t(name) }));
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(window, language);
  }
  await openPage(window, t('nav.dbgpt'));
  await openCopy(window, t, '0.7');
  await expectAccessible(window, language);
});

test('the steps of the first run are accessible, and so is the page without its token', async ({
  page,
  program,
  language,
  t,
}) => {
  await page.goto(program.panelLink);
  const titles = ['find', 'choose', 'ask', 'export'] as const;
  for (const step of titles) {
    await expect(page.getByRole('heading', { level: 1, name: t(`welcome.${step}.title`) })).toBeVisible();
    await expectAccessible(page, language);
    if (step !== 'export') await page.getByRole('contentinfo').getByRole('button').last().click();
  }
  await page.evaluate('sessionStorage.clear()');
  await page.goto(new URL('/', program.panelLink).href);
  await expect(page.getByRole('heading', { name: t('window.unauthorized.title') })).toBeVisible();
  await expectAccessible(page, language);
});

test('the dialogs have names for every control', async ({ window, language, t }) => {
  await openPage(window, t('nav.servers'));
  await window.getByRole('button', { name: t('servers.add') }).click();
  await expect(window.getByRole('dialog', { name: t('server.add.title') })).toBeVisible();
  await expectNamed(window);
  expect(await window.evaluate<string>('document.documentElement.lang')).toBe(language);
});

/** The longest animation or transition of all elements, in seconds. */
const longestMotion = `Math.max(...[...document.querySelectorAll('*')].flatMap((element) => {
  const { animationDuration, transitionDuration } = getComputedStyle(element);
  return [animationDuration, transitionDuration].flatMap((list) => list.split(',').map(Number.parseFloat));
}))`;

test.describe('who wants less motion', () => {
  test('gets none', async ({ window, t }) => {
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await openPage(window, t('nav.servers'));
    await window.getByRole('button', { name: t('servers.add') }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
    expect(await window.evaluate<number>(longestMotion)).toBeLessThan(0.01);
  });

  test('and only who wants it: else there is some', async ({ window, t }) => {
    await window.emulateMedia({ reducedMotion: 'no-preference' });
    await openPage(window, t('nav.settings'));
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await window.evaluate<number>(longestMotion)).toBeGreaterThan(0.01);
  });
});
