import type { Page } from '@playwright/test';
import { expect, openPage, test } from './support/test.ts';

interface Findings {
  /** Controls that a screen reader could only call "button" or "edit". */
  nameless: string[];
  /** The levels in the order of the page. */
  headings: number[];
  mains: number;
  language: string;
  title: string;
}

/** Runs in the page. A name comes from aria-label, aria-labelledby, a label, or a text; a placeholder is none. */
const look = `(() => {
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const textOf = (id) => document.getElementById(id)?.textContent ?? '';
  const nameOf = (element) =>
    [
      element.getAttribute('aria-label') ?? '',
      ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map(textOf),
      ...[...(element.labels ?? [])].map((label) => label.textContent),
      element.matches('button, a, [role]') ? element.textContent : '',
    ].join('').trim();
  const controls = 'button, a[href], input:not([type=hidden]), textarea, [role=radiogroup], [role=region], nav';
  return {
    nameless: [...document.querySelectorAll(controls)]
      .filter((element) => isShown(element) && nameOf(element) === '')
      .map((element) => element.outerHTML.slice(0, 160)),
    headings: [...document.querySelectorAll('h1, h2, h3, h4')]
      .filter(isShown)
      .map((element) => Number(element.tagName.slice(1))),
    mains: document.querySelectorAll('main').length,
    language: document.documentElement.lang,
    title: document.title,
  };
})()`;

async function expectAccessible(page: Page, language: string): Promise<void> {
  const found = await page.evaluate<Findings>(look);
  expect(found.nameless).toEqual([]);
  expect(found.mains).toBe(1);
  expect(found.language).toBe(language);
  expect(found.title).not.toBe('');
  expect(found.headings.filter((level) => level === 1)).toHaveLength(1);
  expect(found.headings[0]).toBe(1);
  const jumps = found.headings.filter((level, at) => level > (found.headings[at - 1] ?? level) + 1);
  expect(jumps).toEqual([]);
}

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
  await window.getByRole('radio', { name: t('dbgpt.which.new') }).click();
  await expect(window.getByRole('region', { name: t('dbgpt.text') })).toBeVisible();
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
  const { nameless } = await window.evaluate<Findings>(look);
  expect(nameless).toEqual([]);
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
