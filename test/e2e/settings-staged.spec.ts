/** What only the desktop's Settings have, on a staged core; and the whole page for everybody. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { notificationNames } from '../../shared/preferences.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer } from './support/stage-data.ts';

const here = { slug: 'ollama', name: 'Ollama', kind: 'ollama', baseUrl: 'http://127.0.0.1:11434' } as const;
const far = {
  slug: 'far',
  name: 'Example Cloud',
  kind: 'openai-compatible',
  baseUrl: 'https://api.example.com/v1',
} as const;

function setScene(stage: Stage, theme: 'light' | 'dark' = 'light', noCloud = false): void {
  const { settings, capabilities } = stage.core.state();
  stage.core.setState({
    capabilities: { ...capabilities, notify: true, openPath: true },
    dataDir: '/home/me/.config/modeltray',
    settings: {
      ...settings,
      upstreams: [here, far],
      locks: { ...settings.locks, noCloud },
      window: { ...settings.window, theme },
    },
  });
  stage.list(buildServer(here), buildServer({ ...far, location: 'cloud' }, []));
}

async function openSettings(open: (hash: string) => Promise<Page>, t: Translate): Promise<Page> {
  const page = await open('#/settings');
  await expect(page.getByRole('heading', { name: t('settings.connects') })).toBeVisible();
  return page;
}

test('two notifications are on, the rest is offered', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openSettings(openWindow, t);
  const section = page.getByRole('region', { name: t('settings.notifications') });
  const isOn = (name: string): boolean => name === 'noServer' || name === 'firstCloud';
  for (const name of notificationNames) {
    const toggle = section.getByRole('switch', { name: t(`settings.notifications.${name}`) });
    await expect(toggle).toBeChecked({ checked: isOn(name) });
    await expect(section.getByText(t(`settings.notifications.${name}.hint`))).toBeVisible();
  }
});

test('every server stands in the list of connections, with when it is asked', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage, 'light', true);
  const page = await openSettings(openWindow, t);
  const section = page.getByRole('region', { name: t('settings.connects') });
  for (const text of [here.baseUrl, far.baseUrl, '127.0.0.1:9999', '127.0.0.1:5670']) {
    await expect(section.getByText(text, { exact: true })).toBeVisible();
  }
  await expect(section.getByText(t('settings.connects.watched'))).toBeVisible();
  await expect(section.getByText(t('settings.connects.locked'))).toBeVisible();
  await expect(section.getByText(t('settings.connects.else'))).toBeVisible();
});

test('the log folder is opened where the shell can', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openSettings(openWindow, t);
  await expect(page.getByText('/home/me/.config/modeltray/logs', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: t('settings.logs.folder.open') })).toBeEnabled();
});

for (const theme of ['light', 'dark'] as const) {
  test(`Settings hold up for everybody (${theme})`, async ({ stage, openWindow, language, t }) => {
    setScene(stage, theme);
    const page = await openSettings(openWindow, t);
    await expect(page.getByText(t('settings.connects.else'))).toBeVisible();
    await expectAccessible(page, language);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
