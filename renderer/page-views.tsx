/** What each page shows, loaded when it is first wanted. */
import type { Page } from '../shared/bridge.ts';
import type { LazyPart } from './lazy-part.tsx';
import { lazyPart } from './lazy-part.tsx';
import classes from './shell.module.css';

const waiting = <div className={classes.waiting} />;

export const views: Record<Page, LazyPart<object>> = {
  home: lazyPart(() => import('./views/home/home.tsx').then((m) => m.Home), waiting),
  servers: lazyPart(() => import('./views/servers/servers.tsx').then((m) => m.Servers), waiting),
  dbgpt: lazyPart(() => import('./views/dbgpt/dbgpt.tsx').then((m) => m.DbGpt), waiting),
  activity: lazyPart(() => import('./views/activity/activity.tsx').then((m) => m.Activity), waiting),
  settings: lazyPart(() => import('./views/settings/settings.tsx').then((m) => m.SettingsView), waiting),
};
