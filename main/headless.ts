/**
 * The Node entry: the core without Electron, and what `modeltray <command>` runs. Wiring only. It runs itself when it is
 * what Node was started with, and is called by `npm start` otherwise.
 */
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './cli/index.ts';
import { openLink } from './cli/open-link.ts';
import type { HeadlessOptions } from './headless/options.ts';
import { createCliEnvironment } from './headless/ports.ts';

/** For scripts, which have no compiler: the core's messages in words, and lines in columns. */
export { alignColumns } from './cli/columns.ts';
export { renderMessage } from '../shared/i18n/index.ts';

const here = fileURLToPath(import.meta.url);

/** Runs one command line, without the program's name. Resolves with the exit code. */
export async function main(argv: readonly string[], options: Partial<HeadlessOptions> = {}): Promise<number> {
  return runCli(argv, createCliEnvironment({ ...processOptions(), ...options }));
}

function processOptions(): HeadlessOptions {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(ignoreLostReader)) stream.on('error', ignoreLostReader);
  }
  const { env, stdin, stdout, stderr } = process;
  return {
    env,
    cwd: process.cwd(),
    home: homedir(),
    stdin,
    stdout,
    stderr,
    isTerminal: stdout.isTTY,
    process,
    systemLocale:
      env['LC_ALL'] ||
      env['LC_MESSAGES'] ||
      env['LANG'] ||
      new Intl.DateTimeFormat().resolvedOptions().locale,
    version: process.env.MODELTRAY_VERSION ?? '0.0.0-dev',
    pagesDir: findPages(),
    listListeners: null,
    openLink: (url) => openLink(process.platform, url),
  };
}

/** A reader that went away (`npm start | head`, a closed terminal) must not end the program with an exception. */
function ignoreLostReader(): void {
  return undefined;
}

/** The built window lies beside the built program; from the sources it is the last build's. */
function findPages(): string | null {
  const folder = join(dirname(here), here.endsWith('.ts') ? '../out/renderer' : '../renderer');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}

function isEntry(): boolean {
  const [, script] = process.argv;
  return script !== undefined && existsSync(script) && realpathSync(script) === realpathSync(here);
}

if (isEntry()) process.exitCode = await main(process.argv.slice(2));
