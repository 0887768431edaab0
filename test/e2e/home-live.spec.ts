/** Home's traffic and its playground, over a scripted core. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { buildServer, busyTraffic, roomyModel, smallModel } from './support/stage-data.ts';

const ask = { upstream: 'ollama', model: smallModel.id, location: 'this-machine', isDemo: false } as const;
const report = { ...ask, firstTokenMs: 300, totalMs: 2_300, tokensOut: 40, tokensEstimated: false };

function setScene(stage: Stage, theme: 'light' | 'dark' = 'light'): void {
  stage.list(buildServer());
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  stage.traffic = busyTraffic;
  const { settings, traffic } = stage.core.state();
  stage.core.setState({
    traffic: { ...traffic, answered: 235, failed: 6 },
    settings: { ...settings, window: { ...settings.window, theme } },
  });
}

test('a lock that leaves the active model nothing is said where one looks', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(
    buildServer({ location: 'cloud', baseUrl: 'https://api.example.test/v1' }, [
      { ...roomyModel, location: 'cloud' },
    ]),
  );
  stage.activate({ upstream: 'ollama', model: roomyModel.id });
  const page = await openWindow('#/home');
  await expect(page.getByRole('status').filter({ hasText: t('proxy.running') })).toBeVisible();
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, locks: { ...settings.locks, noCloud: true } } });
  await expect(page.getByRole('alert')).toContainText(
    t('home.active.lockedOut', { lock: t('lock.noCloud') }),
  );
  await expect(page.getByRole('status').filter({ hasText: t('proxy.lockedOut') })).toBeVisible();
  await page
    .getByRole('alert')
    .getByRole('button', { name: t('notice.do.openSettings') })
    .click();
  await expect(page.getByRole('switch', { name: t('settings.noCloud') })).toBeChecked();
});

test('what a lock keeps out is shown among the models and cannot be chosen; the palette leaves it out', async ({
  stage,
  openWindow,
  t,
}) => {
  stage.list(buildServer({}, [smallModel, { ...roomyModel, location: 'cloud' }]));
  stage.activate({ upstream: 'ollama', model: smallModel.id });
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, locks: { ...settings.locks, onlyThisMachine: true } } });
  const page = await openWindow('#/home');
  await page.getByRole('combobox', { name: t('home.active.switch') }).click();
  const locked = page.getByRole('option', { name: roomyModel.id });
  await expect(locked).toContainText(t('lock.onlyThisMachine'));
  await expect(locked).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: t('palette.search') }).fill(t('palette.use', { model: '' }).trim());
  await expect(page.getByRole('button', { name: t('palette.use', { model: roomyModel.id }) })).toHaveCount(0);
  expect(stage.asked).toEqual([]);
});

test('no chart before the first request; then figures, a chart of three measures, and where answers came from', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const { traffic } = stage.core.state();
  stage.core.setState({ traffic: { ...traffic, answered: 0, failed: 0 } });
  const page = await openWindow('#/home');
  await expect(page.getByTestId('active-model')).toBeVisible();
  await expect(page.getByRole('heading', { name: t('live.title') })).toHaveCount(0);
  stage.core.setState({ traffic: { ...traffic, answered: 235, failed: 6 } });
  const section = page.getByRole('region', { name: t('live.title') });
  await expect(section.getByText('0.4')).toBeVisible();
  await expect(section.getByRole('listitem')).toHaveCount(3);
  const requests = t('live.chart.requests', { answered: '238', failed: '6' });
  await expect(section.getByRole('img', { name: requests })).toBeVisible();
  await section.getByText(t('live.firstToken'), { exact: true }).last().click();
  const median = t('window.unit.ms', { value: '290' });
  await expect(section.getByRole('img', { name: t('live.chart.firstToken', { median }) })).toBeVisible();
});

test('what the API check came to stands with the active model, or leads to where it is made', async ({
  stage,
  openWindow,
  t,
}) => {
  setScene(stage);
  const page = await openWindow('#/home');
  const link = page.getByRole('link', { name: t('home.check.none') });
  await expect(link).toHaveAttribute('href', '#/servers/ollama');
  const [server] = stage.core.state().upstreams;
  if (server === undefined) throw new Error('no server is listed');
  const verdict = {
    model: smallModel.id,
    verdict: 'works-with-fixes',
    depth: 'quick',
    checkedAt: 0,
    serverVersion: null,
  } as const;
  stage.core.setState({ upstreams: [{ ...server, verdicts: [verdict] }] });
  await expect(page.getByText(t('check.verdict.works-with-fixes'))).toBeVisible();
  await expect(link).toHaveCount(0);
});

test('the same question to two models, side by side, each stoppable', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/home');
  await page.getByRole('button', { name: t('live.compare') }).click();
  await expect(page.getByRole('combobox', { name: t('live.other') })).toHaveValue(roomyModel.id);
  await page.getByRole('button', { name: t('ask.send') }).click();
  await stage.ask.begun(2);
  expect(stage.ask.inputs.map(({ model }) => model)).toEqual(['active', `ollama/${roomyModel.id}`]);
  expect(new Set(stage.ask.inputs.map(({ prompt }) => prompt)).size).toBe(1);
  stage.ask.emit({ type: 'text', text: 'The other one says this.' });
  const other = page.getByRole('region', { name: t('live.other') });
  await expect(other).toContainText('The other one says this.');
  stage.ask.finish({ ...report, model: roomyModel.id });
  await expect(other.getByText(t('live.tokensPerSecond', { count: '20.0' }))).toBeVisible();
  await page.getByRole('button', { name: t('ask.stop') }).click();
  await stage.ask.cancelled();
  await expect(page.getByRole('region', { name: t('home.active') })).toContainText(t('ask.stopped'));
  expect(stage.ask.inputs).toHaveLength(2);
  await page.getByRole('button', { name: t('live.compare.end') }).click();
  await expect(other).toHaveCount(0);
});

test('an answer of three megabytes is shown to its last word', async ({ stage, openWindow, t }) => {
  setScene(stage);
  const page = await openWindow('#/home');
  await page.getByRole('button', { name: t('ask.send') }).click();
  await stage.ask.begun();
  const piece = 'All work and no play. '.repeat(100);
  for (let sent = 0; sent < 3_000_000; sent += piece.length) stage.ask.emit({ type: 'text', text: piece });
  stage.ask.emit({ type: 'text', text: 'The end.' });
  stage.ask.finish(report);
  const answer = page.getByRole('region', { name: t('ask.answer') });
  // Not by text: looking through three megabytes, again and again, holds the page up for longer than they take.
  await expect(answer).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
  const text = (await answer.textContent()) ?? '';
  expect(text.length).toBeGreaterThan(3_000_000);
  expect(text.endsWith('The end.')).toBe(true);
  // Most of it was never laid out so far; its end is reached all the same.
  type Box = { scrollHeight: number; scrollTop: number; clientHeight: number };
  const isAtEnd = (element: object): boolean => {
    const { scrollHeight, scrollTop, clientHeight } = element as Box;
    return scrollTop > 100_000 && scrollHeight - scrollTop - clientHeight < 2;
  };
  await expect
    .poll(async () => {
      await answer.press('End');
      return answer.evaluate(isAtEnd);
    })
    .toBe(true);
});

for (const theme of ['light', 'dark'] as const) {
  test(`Home with traffic and two answers holds up for everybody (${theme})`, async ({
    stage,
    openWindow,
    t,
  }) => {
    setScene(stage, theme);
    const page = await openWindow('#/home');
    await expect(page.getByRole('region', { name: t('live.title') }).getByRole('img')).toBeVisible();
    await page.getByRole('button', { name: t('live.compare') }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(bad.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}
