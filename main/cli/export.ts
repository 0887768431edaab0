import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { SaveReport } from '../../shared/api.ts';
import type { ExportReport, ExportTarget } from '../../shared/exports.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Message } from '../../shared/i18n/index.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, CommonOptions, Runner } from './runner.ts';

interface ExportOptions extends CommonOptions {
  for?: string;
  model: string;
  save?: string;
  demoAnyway?: boolean;
}

/** DB-GPT's version, as typed, and the form that it reads. */
const targets: ReadonlyMap<string, ExportTarget> = new Map([
  ['0.6', '0.6'],
  ['0.7', '0.7'],
  ['0.8', '0.8'],
  ['stock-env', 'stock-env'],
  // As it was called before.
  ['0.7-env', 'stock-env'],
]);

export function addExport(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('export')
    .description(t('cli.help.export'))
    .option('--for <version>', t('cli.help.export.for'))
    .option('--model <model>', t('cli.help.export.model'), 'active')
    .option('--save <folder>', t('cli.help.export.save'))
    .option('--demo-anyway', t('cli.help.export.demoAnyway'))
    .action((options: ExportOptions) =>
      runner.ask(options, (asked) => exportFor(options, runner.environment.cwd, asked)),
    );
  withCommonOptions(command, t);
}

async function exportFor(options: ExportOptions, cwd: string, asked: Asked): Promise<Outcome> {
  const { connection, t } = asked;
  const target = targets.get(options.for ?? '');
  if (target === undefined) {
    throw createCommandFailure('bad_usage', t('cli.export.needsFor'));
  }
  const choice = { for: target, models: [options.model] };
  if (options.save === undefined) {
    return printed(await connection.call('renderExport', { ...choice, reveal: true }), asked);
  }
  const folder = resolve(cwd, options.save);
  const allowDemo = options.demoAnyway === true;
  const saved = await connection.call('saveExport', { ...choice, folder, allowDemo });
  return savedOutcome(await connection.call('renderExport', choice), saved, asked);
}

function printed(report: ExportReport, asked: Asked): Outcome {
  const { for: target, fileName, text, isDemo, isMasked } = report;
  return {
    exitCode: exitCodes.done,
    document: { target, fileName, text, isDemo, isMasked, ...advice(report, asked) },
    lines: [text.replace(/\n$/, '')],
    notes: ['', ...adviceLines(report, asked)],
  };
}

function savedOutcome(report: ExportReport, { path, wasBeside }: SaveReport, asked: Asked): Outcome {
  const { t } = asked;
  const { for: target, isDemo } = report;
  return {
    exitCode: exitCodes.done,
    document: { target, path, wasBeside, isDemo, ...advice(report, asked) },
    lines: [t('cli.export.saved', { path }), ...(wasBeside ? [t('cli.export.beside')] : [])],
    notes: adviceLines(report, asked),
  };
}

function advice({ commands, warnings, notes }: ExportReport, { locale }: Asked): object {
  const render = (message: Message): string => renderMessage(locale, message);
  return { commands, warnings: warnings.map(render), notes: notes.map(render) };
}

function adviceLines({ commands, warnings, notes }: ExportReport, { locale, t }: Asked): string[] {
  return [
    ...warnings.map((text) => t('start.notice', { text })),
    ...notes.map((note) => renderMessage(locale, note)),
    ...commands.map((command) => `  ${command}`),
  ];
}
