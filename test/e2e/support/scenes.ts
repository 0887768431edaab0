/**
 * Every page of the window as the user may find it, each one a scene: what lies on the stage, where the window opens,
 * and what is done there. The pictures are taken of these, and axe reads them.
 */
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Translate } from '../../../shared/i18n/index.ts';
import { message } from '../../../shared/i18n/index.ts';
import { chooseDbgpt, chooseFolder, goOn } from './dbgpt-flow.ts';
import { editRoute } from './routes-scene.ts';
import {
  buildDiscoverReport,
  buildFound,
  buildReport,
  buildResult,
  busyTraffic,
  embeddingModel,
  roomyModel,
  smallModel,
} from './stage-data.ts';
import type { StageCore } from './stage-core.ts';
import { buildStageRow } from './stage-requests.ts';
import { setRoutes } from './stage-routes.ts';
import { cloudServer, homeRoutes, homeServer, lanServer } from './scene-data.ts';

export interface Scene {
  name: string;
  hash: string;
  set: (stage: StageCore, t: Translate) => void;
  /** Resolves once everything that belongs into the picture is there. */
  arrive: (page: Page, stage: StageCore, t: Translate) => Promise<void>;
}

/** The moment at which all scenes play. */
export const sceneTime = Date.UTC(2026, 2, 14, 9, 30, 20);

export function setTheme({ core }: Pick<StageCore, 'core'>, theme: 'light' | 'dark'): void {
  const { settings } = core.state();
  core.setState({ settings: { ...settings, window: { ...settings.window, theme } } });
}

function setHome(stage: StageCore): void {
  stage.list(homeServer, lanServer, cloudServer);
  stage.activate({ upstream: 'ollama', model: roomyModel.id });
  stage.embed({ upstream: 'ollama', model: embeddingModel.id });
  stage.traffic = busyTraffic;
  stage.core.setState({
    traffic: { ...stage.core.state().traffic, answered: 235, failed: 6, inFlight: 2 },
  });
  setRoutes(stage, ...homeRoutes);
  stage.requests.rows = Array.from({ length: 40 }, (_, n) => buildStageRow(200 - n, rowOf(n)));
}

/** One failed and one is still being answered, as in any real minute. */
function rowOf(n: number): Parameters<typeof buildStageRow>[1] {
  if (n !== 3) return {};
  const failed = { outcome: 'failed', status: 503, upstream: null, model: null, location: null } as const;
  return {
    ...failed,
    firstByteMs: null,
    totalMs: 3,
    tokensIn: null,
    tokensOut: null,
    fixes: [],
    error: message('error.no_upstream'),
  };
}

function setFirstRun(stage: StageCore): void {
  setHome(stage);
  const { settings } = stage.core.state();
  stage.core.setState({ settings: { ...settings, window: { ...settings.window, firstRunDone: false } } });
}

type TitleKey = 'nav.home' | 'nav.settings' | 'servers.title' | `welcome.${(typeof steps)[number]}.title`;

const steps = ['find', 'choose', 'ask', 'export'] as const;

const heading =
  (key: TitleKey): Scene['arrive'] =>
  async (page, _stage, t) =>
    expect(page.getByRole('heading', { level: 1, name: t(key) })).toBeVisible();

const firstRun: Scene[] = steps.map((step, index) => ({
  name: `first-run-${index + 1}-${step}`,
  hash: '',
  set: setFirstRun,
  async arrive(page, stage, t) {
    for (const passed of steps.slice(0, index)) {
      await heading(`welcome.${passed}.title`)(page, stage, t);
      await goOn(page, t);
    }
    await heading(`welcome.${step}.title`)(page, stage, t);
    if (step === 'export') await expect(page.getByRole('radiogroup')).toBeVisible();
  },
}));

const finds: Scene[] = [
  {
    name: 'find-sheet',
    hash: '#/servers',
    set: setHome,
    async arrive(page, stage, t) {
      await page.getByRole('button', { name: t('servers.find') }).click();
      await stage.discover.begun();
      const servers = [
        buildFound({ listedAs: 'ollama', process: { pid: 812, name: 'ollama' }, models: [smallModel] }),
        buildFound({ kind: 'vllm', baseUrl: 'http://127.0.0.1:8000', models: [roomyModel] }),
        buildFound({ kind: 'other-proxy', product: 'LiteLLM', baseUrl: 'http://127.0.0.1:4000' }),
      ];
      stage.discover.finish(buildDiscoverReport({ servers }));
      await expect(page.getByRole('list', { name: t('findServers.results') })).toBeVisible();
    },
  },
  {
    name: 'check-report',
    hash: '#/servers/ollama',
    set(stage) {
      setHome(stage);
      const checks = [
        buildResult('model-list', 'pass'),
        buildResult('chat', 'pass'),
        buildResult('bad-json', 'repaired', { fix: 'error-shape' }),
        buildResult('abort', 'fail'),
      ];
      const report = buildReport({ verdict: 'works-with-fixes', because: ['bad-json'], checks });
      stage.reports.set(`ollama/${roomyModel.id}`, { ...report, model: roomyModel.id });
    },
    async arrive(page, _stage, t) {
      await page.getByRole('button', { name: t('apiCheck.open') }).click();
      await expect(page.getByRole('heading', { name: t('check.verdict.works-with-fixes') })).toBeVisible();
    },
  },
];

const pages: Scene[] = [
  {
    name: 'home',
    hash: '#/home',
    set: setHome,
    async arrive(page, _stage, t) {
      const traffic = page.getByRole('region', { name: t('live.title') });
      await expect(traffic.getByRole('img')).toContainText('09:29');
    },
  },
  { name: 'home-empty', hash: '#/home', set: () => undefined, arrive: heading('nav.home') },
  {
    name: 'servers',
    hash: '#/servers',
    set: setHome,
    async arrive(page, _stage, t) {
      await expect(page.getByRole('listitem', { name: t('routes.called', { alias: 'team' }) })).toBeVisible();
    },
  },
  {
    name: 'servers-empty',
    hash: '#/servers',
    set: () => undefined,
    arrive: heading('servers.title'),
  },
  {
    name: 'server',
    hash: '#/servers/ollama',
    set: setHome,
    async arrive(page) {
      await expect(page.getByRole('heading', { level: 1, name: homeServer.name })).toBeVisible();
      await expect(page.getByText('bge-m3:latest')).toBeVisible();
    },
  },
  {
    name: 'route-editor',
    hash: '#/servers',
    set: setHome,
    async arrive(page, _stage, t) {
      await editRoute(page, 'team', t);
    },
  },
  {
    name: 'dbgpt-preview',
    hash: '#/dbgpt',
    set: setHome,
    async arrive(page, _stage, t) {
      await chooseDbgpt(page, t, '0.6');
      await chooseFolder(page, t, '/home/you/DB-GPT');
      await goOn(page, t);
      await expect(page.getByRole('deletion').first()).toBeVisible();
    },
  },
  {
    name: 'activity',
    hash: '#/activity',
    set: setHome,
    async arrive(page, _stage, t) {
      const grid = page.getByRole('grid', { name: t('activity.title') });
      await expect(grid).toHaveAttribute('aria-rowcount', '41');
    },
  },
  {
    name: 'activity-drawer',
    hash: '#/activity',
    set: setHome,
    async arrive(page, _stage, t) {
      await page.locator('[aria-rowindex="3"]').click();
      await expect(page.getByRole('dialog', { name: t('activity.detail') })).toBeVisible();
    },
  },
  {
    name: 'activity-empty',
    hash: '#/activity',
    set: () => undefined,
    async arrive(page, _stage, t) {
      await expect(page.getByText(t('activity.empty.title'))).toBeVisible();
    },
  },
  { name: 'settings', hash: '#/settings', set: setHome, arrive: heading('nav.settings') },
  {
    name: 'palette',
    hash: '#/home',
    set: setHome,
    async arrive(page, _stage, t) {
      await expect(page.getByTestId('active-model')).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('textbox', { name: t('palette.search') })).toBeVisible();
    },
  },
];

export const scenes: readonly Scene[] = [...pages, ...finds, ...firstRun];
