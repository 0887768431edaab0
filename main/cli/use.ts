import type { Command } from 'commander';
import { exitCodes } from './failure.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';
import { offlineNotes } from './upstream.ts';

interface UseOptions extends CommonOptions {
  embedding?: boolean;
}

export function addUse(program: Command, runner: Runner): void {
  const command = program
    .command('use')
    .description(runner.t('cli.help.use'))
    .argument('<model>', runner.t('cli.help.use.model'))
    .option('--embedding', runner.t('cli.help.use.embedding'))
    .action((model: string, options: UseOptions) =>
      runner.ask(options, async ({ connection, t }) => {
        const alias = options.embedding === true ? 'embedding' : 'active';
        const chosen = await connection.call('useModel', { model, alias });
        return {
          exitCode: exitCodes.done,
          document: { alias, ...chosen },
          lines: [t(`cli.use.${alias}`, { model: chosen.model, upstream: chosen.upstream })],
          notes: offlineNotes(connection.running !== null, t),
        };
      }),
    );
  withCommonOptions(command, runner.t);
}
