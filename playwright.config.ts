import { defineConfig } from '@playwright/test';
import type { LocaleOptions } from './test/e2e/support/locales.ts';
import { useLocale } from './test/e2e/support/locales.ts';

const { MODELTRAY_CHROMIUM: executablePath, MODELTRAY_PLAYWRIGHT_JSON: jsonPath } = process.env;
const isRoot = process.getuid?.() === 0;

/** What depends on no language: axe in both themes, loads, and the details of pages whose main way goes in both. */
const readOnce = [
  'appearance',
  'axe',
  'stress',
  'routes-{editor,limits,many,try}',
  'dbgpt-{staged,sync}',
  'settings-staged',
  'home-live',
  'palette',
  'every-model',
  'activity',
].map((name) => `**/${name}.spec.ts`);

/** The window in a real Chromium, through the panel of the real program; most specs once per language. */
export default defineConfig<LocaleOptions>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each spec has a core and a browser context of its own, and waits for what it sees, never for time.
  workers: 2,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...(jsonPath === undefined ? [] : [['json', { outputFile: jsonPath }] as const])],
  use: {
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1040, height: 720 },
    contextOptions: { reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
  projects: [useLocale('en'), { ...useLocale('zh-CN'), testIgnore: readOnce }],
});
