/** What each page shows, loaded when it is first wanted. */
import type { ComponentType } from 'react';
import type { Page } from '../shared/bridge.ts';
import { lazyPart } from './lazy-part.tsx';

type Load = () => Promise<{ default: ComponentType }>;

const loads: Record<Page, Load> = {
  home: () => import('./views/home/home.tsx').then((m) => ({ default: m.Home })),
  servers: () => import('./views/servers/servers.tsx').then((m) => ({ default: m.Servers })),
  dbgpt: () => import('./views/dbgpt/dbgpt.tsx').then((m) => ({ default: m.DbGpt })),
  activity: () => import('./views/activity/activity.tsx').then((m) => ({ default: m.Activity })),
  settings: () => import('./views/settings/settings.tsx').then((m) => ({ default: m.SettingsView })),
};

export const views: Record<Page, ComponentType> = {
  home: lazyPart(loads.home),
  servers: lazyPart(loads.servers),
  dbgpt: lazyPart(loads.dbgpt),
  activity: lazyPart(loads.activity),
  settings: lazyPart(loads.settings),
};

/** Begins to load a page before it is shown, beside the texts and the state that it waits for. */
export function loadAhead(page: Page): void {
  // Where that fails, the page itself tries again and says so.
  loads[page]().catch(() => undefined);
}
