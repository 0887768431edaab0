import type { Command } from 'commander';
import type { DiscoverEvent, DiscoverReport } from '../../shared/discovery.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { exitCodes } from './failure.ts';
import { describeFound, renderFound, settle } from './found-rows.ts';
import type { Found } from './found-rows.ts';
import { runJob } from './job.ts';
import type { Outcome } from './output.ts';
import { createProgressLine } from './progress-line.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, CommonOptions, Runner } from './runner.ts';
import { commandLine } from './start-lines.ts';
import { offlineNotes } from './offline-notes.ts';

interface DiscoverOptions extends CommonOptions {
  all?: boolean;
}

export function addDiscover(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('discover')
    .description(t('cli.help.discover'))
    .option('--all', t('cli.help.discover.all'))
    .action((options: DiscoverOptions) =>
      runner.ask(options, async (asked) => {
        const report = await look(options.all === true, asked, runner);
        const found = settle(report, await asked.connection.call('getState', {}));
        return discoverOutcome(found, report, options, asked);
      }),
    );
  withCommonOptions(command, t);
}

async function look(all: boolean, asked: Asked, { environment }: Runner): Promise<DiscoverReport> {
  const progress = createProgressLine(environment.stderr);
  const onEvent = (event: DiscoverEvent): void => {
    const text = progressText(event, asked.t);
    if (text !== null) progress.show(text);
  };
  try {
    return await runJob(asked, environment, 'discover', { all }, onEvent);
  } finally {
    progress.clear();
  }
}

function progressText(event: DiscoverEvent, t: Translate): string | null {
  switch (event.type) {
    case 'listed':
      return t('cli.discover.ports', { listeners: event.listeners, candidates: event.candidates });
    case 'looking':
      return t('cli.discover.looking', { address: event.address, done: event.done + 1, of: event.of });
    case 'found':
      return null;
  }
}

function discoverOutcome(
  found: Found,
  report: DiscoverReport,
  options: DiscoverOptions,
  { connection, t, locale }: Asked,
): Outcome {
  const commands = { program: 'npx modeltray', dataDir: options.data ?? null };
  const wasAdded = found.added.length > 0;
  return {
    exitCode: report.servers.length === 0 ? exitCodes.no : exitCodes.done,
    document: { servers: found.all.map((server) => describeFound(server, locale)) },
    lines: renderFound(found, commands, t, locale),
    notes: [
      ...(options.all === true ? [] : restNotes(report, commandLine(commands, 'discover --all'), t)),
      ...(wasAdded ? offlineNotes(connection.running !== null, t) : []),
    ],
  };
}

/** What was left out, and how to look there too. */
function restNotes(report: DiscoverReport, command: string, t: Translate): string[] {
  const { listeners, candidates, canSeeProcesses } = report;
  if (!canSeeProcesses) return [t('cli.discover.knownPortsOnly', { command })];
  const count = listeners - candidates;
  return count > 0 ? [t('cli.discover.others', { count, command })] : [];
}
