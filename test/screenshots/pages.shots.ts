/** Takes every scene in both themes and at two widths; each language is a project. No judgement: somebody looks. */
import { resolve } from 'node:path';
import { scenes, sceneTime, setTheme } from '../e2e/support/scenes.ts';
import { test } from '../e2e/support/stage.ts';

const folder = resolve(import.meta.dirname, '../../screenshots');
const sizes = [
  { width: 800, height: 560 },
  { width: 1440, height: 900 },
] as const;

/** Runs in the page: how high the window must be for its page, which scrolls in itself, to be seen whole. */
const fullHeight = `(() => {
  const main = document.querySelector('main');
  return innerHeight + (main === null ? 0 : main.scrollHeight - main.clientHeight);
})()`;

for (const scene of scenes) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${scene.name} ${theme}`, async ({ page, stage, openWindow, language, t }) => {
      scene.set(stage, t);
      setTheme(stage, theme);
      await page.clock.setFixedTime(sceneTime);
      await openWindow(scene.hash);
      await scene.arrive(page, stage, t);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await page.setViewportSize({ ...size, height: await page.evaluate<number>(fullHeight) });
        const name = `${scene.name}-${language}-${theme}-${size.width}.png`;
        await page.screenshot({ path: resolve(folder, name), animations: 'disabled' });
      }
    });
  }
}
