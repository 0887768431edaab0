import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

// A NODE_ENV of the caller, such as a test runner's, would put React's development build into the window.
process.env.NODE_ENV = 'production';

/** Puts the window's own loader of texts in the place of the shells' catalogues, which are all there at once. */
function oneLanguageAtATime(): Plugin {
  return {
    name: 'modeltray-one-language-at-a-time',
    enforce: 'pre',
    resolveId(source, importer) {
      const isTexts = source === './catalogues.ts' && /shared[\\/]i18n[\\/]index\.ts$/.test(importer ?? '');
      return isTexts ? this.resolve('/catalogues.ts') : null;
    },
  };
}

/** The window's build. Its root is this folder, whoever calls it: `vite build renderer`, or `build({ root, configFile })`. */
export default defineConfig({
  // Relative, because the app serves the pages from `app://modeltray` and the panel from `/`.
  base: './',
  plugins: [react(), oneLanguageAtATime()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // The panel's CSP has no `font-src data:` and no `script-src data:`, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A browser asks the panel for six files at a time, so what the first page always needs comes in one, and the
          // signs of several pages in another. Other shared parts stay apart: merged, each page would load others' too.
          groups: [
            { name: 'initial', tags: ['$initial'], priority: 1 },
            { name: 'icons', test: /[\\/]@tabler[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
