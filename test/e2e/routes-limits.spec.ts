import { expectNoViolations } from './support/routes-scene.ts';
import { buildServer } from './support/stage-data.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

function setScene(stage: Stage, theme: 'light' | 'dark' = 'light'): void {
  stage.list(buildServer());
  const { settings } = stage.core.state();
  const listed = {
    slug: 'ollama',
    name: 'Ollama',
    kind: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
  } as const;
  stage.core.setState({
    settings: { ...settings, upstreams: [listed], window: { ...settings.window, theme } },
  });
}

test('a server’s limits show their defaults, are checked at their field, and saved as a whole', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/servers/ollama');
  const limits = page.getByRole('region', { name: t('routes.limits') });
  const field = (name: 'atOnce' | 'queue' | 'wait' | 'weight') =>
    limits.getByRole('textbox', { name: t(`routes.limits.${name}`), exact: true });
  const save = limits.getByRole('button', { name: t('window.save') });
  await expect(field('atOnce')).toHaveValue('');
  await expect(field('queue')).toHaveValue('100');
  await expect(field('wait')).toHaveValue('300');
  await expect(save).toBeDisabled();
  await field('weight').fill('0');
  await expect(limits.getByText(t('routes.limits.problem', { min: '1', max: '1,000' }))).toBeVisible();
  await expect(save).toBeDisabled();
  await field('weight').fill('3');
  await field('atOnce').fill('4');
  await field('wait').fill('60');
  await limits.getByText(t('routes.limits.abort.drain'), { exact: true }).click();
  await save.click();
  await expect(page.getByText(t('routes.limits.saved', { name: 'Ollama' }))).toBeVisible();
  expect(stage.asked.at(-1)).toEqual({
    name: 'setUpstreamLimits',
    input: {
      slug: 'ollama',
      limits: {
        ...{ maxConcurrent: 4, queueLength: 100, queueWaitMs: 60_000 },
        ...{ onAbort: 'drain', weight: 3, firstByteMs: null },
      },
    },
  });
  await expect(save).toBeDisabled();
  await limits.getByRole('button', { name: t('routes.limits.defaults') }).click();
  await expect(field('weight')).toHaveValue('1');
  await limits.getByRole('button', { name: t('routes.limits.undo') }).click();
  await expect(field('weight')).toHaveValue('3');
});

for (const theme of ['light', 'dark'] as const) {
  test(`the limits are accessible (${theme})`, async ({ stage, openWindow, t }) => {
    setScene(stage, theme);
    const page = await openWindow('#/servers/ollama');
    await expect(page.getByRole('region', { name: t('routes.limits') })).toBeVisible();
    await expectNoViolations(page);
  });
}
