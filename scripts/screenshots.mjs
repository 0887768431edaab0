/**
 * `npm run screenshots`: builds, then takes every page of the window into `screenshots/`, and the README's pictures into
 * `docs/images/` with `--readme`. What follows is Playwright's: `npm run screenshots -- --project=en home`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, root } from './build.mjs';

const isForReadme = process.argv.includes('--readme');
const rest = process.argv.slice(2).filter((arg) => arg !== '--readme');

await ensureBuilt({ log: (line) => console.log(line), stream: process.stdout });
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    `--config=${join(root, 'playwright.screenshots.config.ts')}`,
    ...(isForReadme ? ['readme.shots.ts'] : ['pages.shots.ts']),
    ...rest,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
