/** Every scene of the window, read by axe: nothing serious, nothing critical, in either theme. */
import { expectNoViolations } from './support/routes-scene.ts';
import { scenes, setTheme } from './support/scenes.ts';
import { test } from './support/stage.ts';

for (const scene of scenes) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${scene.name} holds up for everybody (${theme})`, async ({ stage, openWindow, t }) => {
      scene.set(stage, t);
      setTheme(stage, theme);
      const page = await openWindow(scene.hash);
      await scene.arrive(page, stage, t);
      await expectNoViolations(page);
    });
  }
}
