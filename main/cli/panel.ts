import type { Command } from 'commander';
import type { Instance } from '../../shared/instance.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';

export function addPanel(program: Command, runner: Runner): void {
  const command = program
    .command('panel')
    .description(runner.t('cli.help.panel'))
    .action((options: CommonOptions) =>
      runner.ask(options, async ({ connection, t }) => {
        const { running } = connection;
        if (running === null) throw createCommandFailure('not_running', t('error.not_running'));
        const { panelUrl } = await connection.call('getState', {});
        if (panelUrl === null) {
          const text = t('cli.panel.inApp', { pid: running.pid });
          throw createCommandFailure('not_available_here', text);
        }
        const url = panelLink(panelUrl, running);
        return { exitCode: exitCodes.done, document: { url }, lines: [url] };
      }),
    );
  withCommonOptions(command, runner.t);
}

/** The page's address with the token, which the page takes out of the address bar at once. */
export function panelLink(panelUrl: string, { token }: Pick<Instance, 'token'>): string {
  return `${panelUrl}?token=${token}`;
}
