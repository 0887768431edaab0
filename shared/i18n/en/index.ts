import { cli } from './cli.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { exports } from './exports.ts';
import { start } from './start.ts';
import { tray } from './tray.ts';
import { window } from './window.ts';

/** The English catalogue. It is the one that the types are read from. */
export const en = { ...common, ...errors, ...start, ...tray, ...cli, ...exports, ...window };
