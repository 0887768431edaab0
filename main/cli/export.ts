import type { Command } from 'commander';
import { wslNetworks } from '../../shared/exports.ts';
import { choiceOf, placeOf } from './export-choice.ts';
import { listExports } from './export-list.ts';
import { isNetwork } from './export-options.ts';
import type { ExportOptions } from './export-options.ts';
import { plannedOutcome, printedOutcome, savedOutcome, writtenOutcome } from './export-output.ts';
import { undoExports } from './export-undo.ts';
import { createCommandFailure } from './failure.ts';
import type { Outcome } from './output.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, Runner } from './runner.ts';

export function addExport(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('export')
    .description(t('cli.help.export'))
    .option('--for <version>', t('export.cli.help.for'))
    .option('--docker', t('export.cli.help.docker'))
    .option('--wsl [network]', t('export.cli.help.wsl', { networks: wslNetworks.join(', ') }))
    .option('--direct', t('export.cli.help.direct'))
    .option('--with-server-key', t('export.cli.help.withServerKey'))
    .option('--model <model>', t('export.cli.help.model'), collect)
    .option('--default <model>', t('export.cli.help.default'))
    .option('--embedding <model>', t('export.cli.help.embedding'))
    .option('--rerank <model>', t('export.cli.help.rerank'))
    .option('--dir <folder>', t('export.cli.help.dir'))
    .option('--out <file>', t('export.cli.help.out'))
    .option('--dry-run', t('export.cli.help.dryRun'))
    .option('--save <folder>', t('export.cli.help.save'))
    .option('--demo-anyway', t('export.cli.help.demoAnyway'))
    .option('--list', t('sync.cli.help.list'))
    .option('--undo', t('export.cli.help.undo'))
    .option('--all', t('export.cli.help.all'))
    .option('--force', t('export.cli.help.force'))
    .action((options: ExportOptions) => {
      if (options.list === true) return runner.ask(options, listExports);
      const reach = options.dryRun === true ? runner.ask : runner.change;
      return reach(options, (asked) =>
        options.undo === true ? undoExports(options, asked) : exportFor(options, runner.environment, asked),
      );
    });
  withCommonOptions(command, t);
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function exportFor(
  options: ExportOptions,
  { cwd, isTerminal, env }: Runner['environment'],
  asked: Asked,
): Promise<Outcome> {
  const { connection } = asked;
  const place = placeOf(options, cwd);
  checkSwitches(options, asked);
  const choice = await choiceOf(options, place, asked);
  const allowDemo = options.demoAnyway === true;
  if (place.save !== undefined) {
    const saved = await connection.call('saveExport', { ...choice, folder: place.save, allowDemo });
    return savedOutcome(await connection.call('renderExport', choice), saved, asked);
  }
  if (place.folder === undefined && place.file === undefined)
    return printedOutcome(await connection.call('renderExport', { ...choice, reveal: true }), asked);
  const { folder, file } = place;
  const to = {
    ...choice,
    ...(folder === undefined ? {} : { folder }),
    ...(file === undefined ? {} : { file }),
  };
  const plan = await connection.call('planExport', to);
  const isColored = isTerminal && (env['NO_COLOR'] ?? '') === '';
  if (options.dryRun === true) return plannedOutcome(plan, asked, isColored);
  const seen = plan.files.map(({ path, seen: hashes }) => ({ path, ...hashes }));
  const written = await connection.call('writeExport', { ...to, seen, allowDemo });
  return writtenOutcome(plan, written, asked, isColored);
}

/** What does not go together. */
function checkSwitches(options: ExportOptions, { t }: Asked): void {
  const usage = (text: string): Error => createCommandFailure('bad_usage', text);
  const variants = [options.docker === true, options.wsl !== undefined, options.direct === true];
  if (variants.filter(Boolean).length > 1) throw usage(t('export.cli.oneVariant'));
  const places = [options.dir, options.out, options.save].filter((one) => one !== undefined);
  if (places.length > 1) throw usage(t('export.cli.onePlace'));
  if (options.withServerKey === true && options.direct !== true) throw usage(t('export.cli.needsDirect'));
  if (options.all === true || options.force === true) throw usage(t('export.cli.needsUndo'));
  if (typeof options.wsl === 'string' && !isNetwork(options.wsl))
    throw usage(t('export.cli.network', { networks: wslNetworks.join(', ') }));
}
