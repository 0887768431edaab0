import { message, renderMessage } from '../../shared/i18n/index.ts';
import { big, expectNoViolations, listServers, small, teamRoute } from './support/routes-scene.ts';
import { said } from './support/stage-data.ts';
import { buildExplanation, setRoutes } from './support/stage-routes.ts';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const facts = { inFlight: 0, maxConcurrent: null, contextTokens: null };
const explanation = buildExplanation({
  route: 'team',
  why: message('decision.alias', { alias: 'team' }),
  rules: [
    { index: 0, sentence: said('the first rule'), doesHold: false, isApplied: false, isByChance: false },
    { index: 1, sentence: said('the second rule'), doesHold: true, isApplied: true, isByChance: false },
  ],
  pools: [
    {
      index: 0,
      name: 'Local',
      strategy: 'round-robin',
      isUsed: false,
      candidates: [
        {
          ...small,
          ...facts,
          upstreamName: 'Ollama',
          location: 'this-machine',
          place: null,
          passedOver: { ...small, reason: 'other-pool', text: message('passed-over.other-pool') },
        },
      ],
    },
    {
      index: 1,
      name: 'Cloud',
      strategy: 'least-in-flight',
      isUsed: true,
      candidates: [{ ...big, ...facts, upstreamName: 'Far', location: 'cloud', place: 1, passedOver: null }],
    },
  ],
  attempts: [big],
  decision: said('least-in-flight: far (0 in flight)'),
});

function newest(stage: Stage): unknown {
  return stage.asked.findLast(({ name }) => name === 'explainRoute')?.input;
}

test('trying it shows what would be chosen and why, and asks the core for nothing else', async ({
  stage,
  openWindow,
  language,
  t,
}) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  stage.explanation = explanation;
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('routes.try.named', { alias: 'team' }) }).click();
  const sheet = page.getByRole('dialog', { name: t('routes.try.title') });
  const result = sheet.getByRole('region', { name: t('routes.try.result') });
  await expect(result).toContainText(t('routes.try.goes', { model: 'far/gpt-big' }));
  await expect(result).toContainText('least-in-flight: far (0 in flight)');
  const rules = result.getByRole('list').first().getByRole('listitem');
  await expect(rules.nth(0)).toContainText(t('routes.try.rule.no'));
  await expect(rules.nth(1)).toContainText(t('routes.try.rule.applied'));
  const local = result.getByRole('list', { name: t('routes.candidates.of', { group: 'Local' }) });
  await expect(local).toContainText(t('routes.try.leftOut'));
  await expect(local).toContainText(renderMessage(language, message('passed-over.other-pool')));
  await expect(
    result.getByRole('list', { name: t('routes.candidates.of', { group: 'Cloud' }) }),
  ).toContainText(t('routes.try.place', { place: 1 }));
  expect(newest(stage)).toMatchObject({ model: 'team', promptTokens: 100, images: 0, hasTools: false });

  await sheet.getByRole('textbox', { name: t('routes.try.text') }).fill(
    JSON.stringify({
      model: 'team',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'what is this' }, { type: 'image_url' }] }],
      tools: [{ type: 'function' }],
      response_format: { type: 'json_object' },
    }),
  );
  await expect.poll(() => newest(stage)).toMatchObject({ images: 1, hasTools: true, isJsonMode: true });
  await sheet.getByRole('textbox', { name: t('routes.try.tokens') }).fill('15000');
  await sheet.getByRole('button', { name: t('routes.try.more') }).click();
  await sheet.getByRole('textbox', { name: t('routes.try.client') }).fill('curl/8');
  await sheet.getByLabel(t('routes.try.time')).fill('22:30');
  await expect
    .poll(() => newest(stage))
    .toMatchObject({ promptTokens: 15_000, userAgent: 'curl/8', localMinutes: 1350 });
  expect(new Set(stage.asked.map(({ name }) => name))).toEqual(new Set(['explainRoute']));
});

test('a refusal and a warning are said', async ({ stage, openWindow, t }) => {
  listServers(stage);
  setRoutes(stage, teamRoute());
  stage.explanation = buildExplanation({
    refusal: { code: 'no_upstream', text: said('nobody is there') },
    warnings: [said('the prompt may be cut')],
  });
  const page = await openWindow('#/servers');
  await page.getByRole('button', { name: t('routes.try.named', { alias: 'team' }) }).click();
  await expect(page.getByText(t('routes.try.refused'))).toBeVisible();
  await expect(page.getByText('nobody is there')).toBeVisible();
  await expect(page.getByText('the prompt may be cut')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`trying it is accessible (${theme})`, async ({ stage, openWindow, t }) => {
    listServers(stage);
    setRoutes(stage, teamRoute());
    stage.explanation = explanation;
    const { settings } = stage.core.state();
    stage.core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
    const page = await openWindow('#/servers');
    await page.getByRole('button', { name: t('routes.try.named', { alias: 'team' }) }).click();
    await expect(page.getByRole('region', { name: t('routes.try.result') })).toBeVisible();
    await expectNoViolations(page);
  });
}
