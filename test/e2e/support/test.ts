/** What every spec starts with: the program, two model servers, the words of the language, and the window. */
import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Translate } from '../../../shared/i18n/index.ts';
import { createTranslate } from '../../../shared/i18n/index.ts';
import { startFakeUpstream } from '../../support/fake-upstream.ts';
import type { FakeUpstream } from '../../support/fake-upstream.ts';
import type { LocaleOptions } from './locales.ts';
import type { Program } from './program.ts';
import { startProgram } from './program.ts';

export const chatModel = 'qwen3:8b';
export const otherModel = 'llama3.2:3b';
export const embeddingModel = 'bge-m3:latest';

interface Fixtures extends LocaleOptions {
  program: Program;
  /** Serves `chatModel`, `otherModel` and `embeddingModel`; not connected yet. */
  server: FakeUpstream;
  t: Translate;
  /** The window, past its first run. */
  window: Page;
}

export const test = base.extend<Fixtures>({
  language: ['en', { option: true }],
  t: async ({ language }, use) => use(createTranslate(language)),
  program: async ({ language }, use) => {
    const program = await startProgram(language);
    await use(program);
    await program.remove();
  },
  server: async ({ language: _language }, use) => {
    const server = await startFakeUpstream({
      dialect: 'ollama',
      mark: 'MARK-OLLAMA',
      models: [{ id: chatModel }, { id: otherModel }, { id: embeddingModel, type: 'embedding' }],
    });
    await use(server);
    await server.close();
  },
  window: async ({ page, program }, use) => {
    await program.call('finishFirstRun', { done: true });
    await page.goto(program.panelLink);
    await use(page);
  },
});

export { expect } from '@playwright/test';

/** Goes to a page by its link in the navigation. */
export async function openPage(window: Page, name: string): Promise<void> {
  await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}
