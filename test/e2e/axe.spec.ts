/** Every scene of the window, read by axe: nothing serious, nothing critical, in either theme. */
import { expectNoViolations } from './support/routes-scene.ts';
import { scenes, setTheme } from './support/scenes.ts';
import { expect, test } from './support/stage.ts';

for (const scene of scenes) {
  test(`${scene.name} holds up for everybody, light and dark`, async ({ stage, openWindow, t }) => {
    scene.set(stage, t);
    setTheme(stage, 'light');
    const page = await openWindow(scene.hash);
    await scene.arrive(page, stage, t);
    await expectNoViolations(page);
    setTheme(stage, 'dark');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expectNoViolations(page);
  });
}
