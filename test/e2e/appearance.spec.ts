/** What is looked at rather than clicked: high contrast, a zoomed window, the place of confirmations and problems. */
import type { Locator } from '@playwright/test';
import { expect, test } from './support/stage.ts';
import { chooseFolder, goOn } from './support/dbgpt-flow.ts';

interface Styled {
  computedStyleMap: () => { get: (name: string) => { toString: () => string } };
}

/** The background of the shape that shows whether a radio is chosen: its own, or its label's in a row of segments. */
function shape(radio: Locator, part: 'own' | 'label'): Promise<string> {
  const shown = part === 'own' ? radio : radio.locator('xpath=following-sibling::label');
  return shown.evaluate((element: Styled) => element.computedStyleMap().get('background-color').toString());
}

test('in high contrast what is chosen is told from what is not', async ({ page, openWindow, t }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openWindow('#/settings');
  const radio = (name: string): Locator => page.getByRole('radio', { name, exact: true });
  const pairs = [
    ['settings.listen.loopback', 'settings.listen.all', 'own'],
    ['settings.logs.info', 'settings.logs.error', 'label'],
  ] as const;
  for (const [chosen, other, part] of pairs) {
    await expect(radio(t(chosen))).toBeChecked();
    expect(await shape(radio(t(chosen)), part), chosen).not.toBe(await shape(radio(t(other)), part));
  }
  const port = page.getByRole('textbox', { name: t('settings.port') });
  await port.focus();
  await expect(port).toHaveCSS('outline-style', 'solid');
});

test('at twice the size nothing lies beside the window', async ({ page, stage, openWindow, t }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  const { proxy } = stage.core.state();
  stage.core.setState({ proxy: { ...proxy, port: 65_535, baseUrl: 'http://127.0.0.1:65535/v1' } });
  for (const place of ['home', 'servers', 'dbgpt', 'activity', 'settings'] as const) {
    await openWindow(`#/${place}`);
    await expect(page.getByRole('link', { name: t(`nav.${place}`), exact: true })).toBeVisible();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), place).toBe(0);
  }
});

test('a confirmation leaves the first run’s buttons alone', async ({ page, stage, openWindow, t }) => {
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, window: { ...settings.window, firstRunDone: false } } });
  await openWindow('');
  await page.getByRole('button', { name: t('servers.add') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: t('server.address') }).fill('http://127.0.0.1:11434');
  await dialog.getByRole('textbox', { name: t('server.name') }).fill('A server of some name');
  await dialog.getByRole('button', { name: t('window.add') }).click();
  const told = page
    .getByRole('status')
    .filter({ hasText: t('server.added', { name: 'A server of some name' }) });
  const toldAt = await told.boundingBox();
  const onward = await page.getByRole('button', { name: t('window.continue') }).boundingBox();
  expect((toldAt?.y ?? 0) + (toldAt?.height ?? 0)).toBeLessThanOrEqual(onward?.y ?? 0);
});

test('what is wrong with a short field is not said in a column of single words', async ({
  page,
  openWindow,
  t,
}) => {
  await openWindow('#/settings');
  const port = page.getByRole('textbox', { name: t('settings.port') });
  const before = await port.boundingBox();
  await port.fill('0');
  await port.press('Enter');
  const problem = page.getByText(t('settings.port.bad'));
  await expect(problem).toBeVisible();
  expect((await problem.boundingBox())?.width).toBeGreaterThan(180);
  expect((await port.boundingBox())?.x).toBe(before?.x);
});

test('the button that leads on is in sight once a step is answered', async ({ page, openWindow, t }) => {
  await page.setViewportSize({ width: 800, height: 560 });
  await openWindow('#/dbgpt');
  const onward = page.getByRole('button', { name: t('window.continue') });
  await page.getByRole('radio', { name: t('dbgptPage.for.0.6.text') }).click();
  await expect(onward).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1040, height: 720 });
  await onward.click();
  await expect(page.getByRole('heading', { name: t('dbgptPage.where') })).toBeFocused();
  await expect(onward).toBeInViewport({ ratio: 1 });
});

test('what was written in the first run is not offered to be written again', async ({
  page,
  stage,
  openWindow,
  t,
}) => {
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, window: { ...settings.window, firstRunDone: false } } });
  await openWindow('');
  await page.getByRole('button', { name: t('welcome.find.demo') }).click();
  await goOn(page, t);
  await goOn(page, t);
  await page.getByRole('radio', { name: t('dbgptPage.for.0.6.text') }).click();
  await goOn(page, t);
  await chooseFolder(page, t, '/home/you/DB-GPT');
  await goOn(page, t);
  const asked = (): number => stage.asked.filter(({ name }) => name === 'planExport').length;
  await expect(page.getByRole('deletion').first()).toBeVisible();
  const before = asked();
  await page.getByRole('button', { name: t('dbgptPage.write', { file: '.env' }) }).click();
  await expect.poll(asked).toBeGreaterThan(before);
});
