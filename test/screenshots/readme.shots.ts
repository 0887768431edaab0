/** The pictures of README.md and README.zh-CN.md: light, in the language of the text. */
import { resolve } from 'node:path';
import { scenes, sceneTime } from '../e2e/support/scenes.ts';
import { expect, test } from '../e2e/support/stage.ts';

const folder = resolve(import.meta.dirname, '../../docs/images');
const maxBytes = 150_000;
const heights = new Map([
  ['home', 1016],
  ['servers', 900],
  ['activity', 680],
]);

for (const scene of scenes.filter(({ name }) => heights.has(name))) {
  test(scene.name, async ({ page, stage, openWindow, language, t }) => {
    scene.set(stage, t);
    await page.clock.setFixedTime(sceneTime);
    await page.setViewportSize({ width: 1440, height: heights.get(scene.name) ?? 0 });
    await openWindow(scene.hash);
    await scene.arrive(page, stage, t);
    const path = resolve(folder, `${scene.name}-${language}.png`);
    const picture = await page.screenshot({ path, animations: 'disabled' });
    expect(picture.length).toBeLessThan(maxBytes);
  });
}
