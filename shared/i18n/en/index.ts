import { activity } from './activity.ts';
import { check } from './check.ts';
import { checkFindings } from './check-findings.ts';
import { cli } from './cli.ts';
import { common } from './common.ts';
import { dbgptPage } from './dbgpt-page.ts';
import { errors } from './errors.ts';
import { exports } from './exports.ts';
import { find } from './find.ts';
import { kinds } from './kinds.ts';
import { live } from './live.ts';
import { palette } from './palette.ts';
import { preferences } from './preferences.ts';
import { routesPage } from './routes.ts';
import { routing } from './routing.ts';
import { servers } from './servers.ts';
import { start } from './start.ts';
import { sync } from './sync.ts';
import { tray } from './tray.ts';
import { window } from './window.ts';

/** The English catalogue. It is the one that the types are read from. */
export const en = {
  ...common,
  ...kinds,
  ...errors,
  ...start,
  ...tray,
  ...cli,
  ...exports,
  ...find,
  ...check,
  ...checkFindings,
  ...routing,
  ...servers,
  ...window,
  ...routesPage,
  ...dbgptPage,
  ...sync,
  ...activity,
  ...live,
  ...preferences,
  ...palette,
};
