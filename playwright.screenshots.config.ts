import { defineConfig } from '@playwright/test';
import specs from './playwright.config.ts';

/** `npm run screenshots`: the same browser and languages as the specs, over what `npm test` never takes. */
export default defineConfig({
  ...specs,
  testDir: 'test/screenshots',
  testMatch: '**/*.shots.ts',
  outputDir: 'test-results/screenshots',
  reporter: 'line',
});
