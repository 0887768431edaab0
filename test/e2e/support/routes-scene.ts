/** Two servers and the parts of the Routes section that the specs name again and again. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Translate } from '../../../shared/i18n/index.ts';
import type { Route } from '../../../shared/settings.ts';
import { buildModel, buildServer, roomyModel, smallModel } from './stage-data.ts';
import { buildRoute } from './stage-routes.ts';
import type { StageCore } from './stage-core.ts';

export const bigModel = buildModel('gpt-big', { location: 'cloud' });

export function listServers(stage: StageCore): void {
  stage.list(
    buildServer({ slug: 'ollama', name: 'Ollama' }, [smallModel, roomyModel]),
    buildServer(
      {
        slug: 'far',
        name: 'Far',
        kind: 'openai-compatible',
        location: 'cloud',
        baseUrl: 'https://far.test/v1',
        inFlight: 2,
      },
      [bigModel],
    ),
  );
}

export const small = { upstream: 'ollama', model: smallModel.id };
export const roomy = { upstream: 'ollama', model: roomyModel.id };
export const big = { upstream: 'far', model: bigModel.id };

export function teamRoute(change: Partial<Route> = {}): Route {
  return buildRoute({
    alias: 'team',
    pools: [
      { name: 'Local', strategy: 'round-robin', candidates: [small, roomy] },
      { name: 'Cloud', strategy: 'least-in-flight', candidates: [big] },
    ],
    rules: [
      { when: [{ kind: 'prompt-longer', tokens: 12_000 }], pool: 'Cloud', mode: 'only' },
      { when: [{ kind: 'has-images' }, { kind: 'on-battery' }], pool: 'Local', mode: 'first' },
    ],
    ...change,
  });
}

export function card(page: Page, alias: string, t: Translate): Locator {
  return page.getByRole('listitem', { name: t('routes.called', { alias }), exact: true });
}

/** Opens the editor of a route by its card's menu. */
export async function editRoute(page: Page, alias: string, t: Translate): Promise<Locator> {
  await page.getByRole('button', { name: t('routes.menu', { alias }) }).click();
  await page.getByRole('menuitem', { name: t('servers.edit') }).click();
  const editor = page.getByRole('dialog', { name: t('routes.editor.edit', { alias }) });
  await expect(editor).toBeVisible();
  return editor;
}

/** No violation that axe calls serious or critical. */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
}
