import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

interface Findings {
  /** Controls that a screen reader could only call "button" or "edit". */
  nameless: string[];
  /** Controls whose name lacks the text that is read on them, by which somebody who speaks to the machine calls them. */
  misnamed: string[];
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
      element.matches('button:not([aria-label]), a:not([aria-label]), [role]:not([aria-label])') ? element.textContent : '',
    ].join('').trim();
  const controls = 'button, a[href], input:not([type=hidden]), textarea, [role=radiogroup], [role=region], nav';
  const plain = (text) => text.replace(/\\s+/g, ' ').trim().toLowerCase();
  return {
    misnamed: [...document.querySelectorAll('button[aria-label], a[aria-label]')]
      .filter((element) => isShown(element) && !plain(nameOf(element)).includes(plain(element.innerText)))
      .map((element) => element.outerHTML.slice(0, 160)),
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

/** One main, one first heading and no level left out after it, the language, a title, and a name for every control. */
export async function expectAccessible(page: Page, language: string): Promise<void> {
  const found = await page.evaluate<Findings>(look);
  expect(found.nameless).toEqual([]);
  expect(found.misnamed).toEqual([]);
  expect(found.mains).toBe(1);
  expect(found.language).toBe(language);
  expect(found.title).not.toBe('');
  expect(found.headings.filter((level) => level === 1)).toHaveLength(1);
  expect(found.headings[0]).toBe(1);
  const jumps = found.headings.filter((level, at) => level > (found.headings[at - 1] ?? level) + 1);
  expect(jumps).toEqual([]);
}

/** A name for every control. For what stands over a page, such as a dialog. */
export async function expectNamed(page: Page): Promise<void> {
  const { nameless, misnamed } = await page.evaluate<Findings>(look);
  expect(nameless).toEqual([]);
  expect(misnamed).toEqual([]);
}
