/**
 * The built window through the real panel, over a core that the spec scripts: for what takes a machine full of model
 * servers to see, or a moment in the middle of a job to hold.
 */
import { resolve } from 'node:path';
import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { createPanel } from '../../../main/panel/server.ts';
import type { Translate } from '../../../shared/i18n/index.ts';
import { createTranslate } from '../../../shared/i18n/index.ts';
import { silentLog } from '../../../shared/ports.ts';
import type { LocaleOptions } from './locales.ts';
import type { StageCore } from './stage-core.ts';
import { createStageCore } from './stage-core.ts';

const pagesDir = resolve(import.meta.dirname, '../../../out/renderer');

export interface Stage extends StageCore {
  /** The page's address with its token; `#/…` may follow. */
  link: string;
}

interface Fixtures extends LocaleOptions {
  t: Translate;
  stage: Stage;
  /** Opens the window at a place, `#/servers/ollama`. */
  openWindow: (hash: string) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  language: ['en', { option: true }],
  t: async ({ language }, use) => use(createTranslate(language)),
  stage: async ({ language }, use) => {
    const stage = createStageCore(language);
    const panel = createPanel({ core: stage.core, port: 0, pagesDir, log: silentLog });
    const { control, token } = await panel.start();
    await use(Object.assign(stage, { link: `${control}/?token=${token}` }));
    await panel.stop();
  },
  openWindow: async ({ page, stage }, use) =>
    use(async (hash) => {
      await page.goto(`${stage.link}${hash}`);
      return page;
    }),
});

export { expect } from '@playwright/test';
