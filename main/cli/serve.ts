import type { Command } from 'commander';
import { renderMessage, localeFor } from '../../shared/i18n/index.ts';
import { createCommandFailure } from './failure.ts';
import { parseStartFlags } from './flags.ts';
import { withCommonOptions } from './runner.ts';
import type { Runner } from './runner.ts';

/**
 * `serve` reads its own line: every shell starts by the same flags, so they have one reader. What is declared here is
 * their help.
 */
export function addServe(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('serve')
    .description(t('cli.help.serve'))
    .option('--port <port>', t('cli.help.serve.port'))
    .option('--panel-port <port>', t('cli.help.serve.panelPort'))
    .option('--headless', t('cli.help.serve.headless'))
    .option('--demo', t('cli.help.serve.demo'))
    .option('--no-open', t('cli.help.serve.noOpen'))
    .option('--no-discover', t('cli.help.serve.noDiscover'));
  withCommonOptions(command, t);
}

export function isServe(argv: readonly string[]): boolean {
  return argv[0] === 'serve' && !argv.includes('--help') && !argv.includes('-h');
}

/** `argv` without the word `serve`. */
export async function runServe(argv: readonly string[], runner: Runner): Promise<void> {
  const { environment } = runner;
  const json = argv.includes('--json');
  await runner.run({ json }, () => {
    const words = argv.filter((word) => word !== '--json');
    const parsed = parseStartFlags(words, environment.env);
    if (parsed.ok) return environment.serve({ flags: parsed.flags, json });
    const text = renderMessage(localeFor(environment.systemLocale), parsed.message);
    throw createCommandFailure('bad_usage', runner.t('cli.usage', { problem: text }));
  });
}
