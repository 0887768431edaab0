import { check } from './check.ts';
import { cli } from './cli.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { exports } from './exports.ts';
import { find } from './find.ts';
import { kinds } from './kinds.ts';
import { routing } from './routing.ts';
import { servers } from './servers.ts';
import { start } from './start.ts';
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
  ...routing,
  ...servers,
  ...window,
};
