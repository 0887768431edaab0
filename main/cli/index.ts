import { Command, CommanderError } from 'commander';
import type { Translate } from '../../shared/i18n/index.ts';
import { addCheck } from './check.ts';
import { addDemo } from './demo.ts';
import { addDiscover } from './discover.ts';
import type { CliEnvironment } from './environment.ts';
import { addExport } from './export.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { addKeyCommands } from './key.ts';
import { printFailure } from './output.ts';
import { addPanel } from './panel.ts';
import { createRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import { addRouteCommands } from './route.ts';
import { addServe, isServe, runServe } from './serve.ts';
import { addStatus } from './status.ts';
import { addUpstreamCommands } from './upstream.ts';
import { addUse } from './use.ts';

/** Runs one command line, without the program's name. Resolves with the exit code: 0 done, 1 no, 2 bad usage. */
export async function runCli(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  const runner = createRunner(environment);
  const program = createProgram(runner);
  if (argv.length === 0) {
    program.outputHelp();
    return exitCodes.done;
  }
  try {
    if (isServe(argv)) await runServe(argv.slice(1), runner);
    else await program.parseAsync([...argv], { from: 'user' });
    return runner.exitCode();
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return afterCommander(thrown, argv, runner);
  }
}

function createProgram(runner: Runner): Command {
  const { environment, t } = runner;
  const program = new Command('modeltray');
  program
    .description(t('app.tagline'))
    .version(environment.version, '-V, --version', t('cli.help.version'))
    .helpOption('-h, --help', t('cli.help.help'))
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitle(title, t) })
    .configureOutput({
      writeOut: (text) => environment.stdout.write(text),
      writeErr: (text) => environment.stderr.write(text),
      // Said by `afterCommander`, in the user's language.
      outputError: () => undefined,
    });
  const adders = [addServe, addStatus, addDiscover, addUpstreamCommands, addUse, addRouteCommands];
  adders.push(addKeyCommands, addCheck, addExport, addPanel, addDemo);
  for (const add of adders) add(program, runner);
  return program;
}

function helpTitle(title: string, t: Translate): string {
  switch (title) {
    case 'Usage:':
      return t('cli.help.usage');
    case 'Arguments:':
      return t('cli.help.arguments');
    case 'Options:':
      return t('cli.help.options');
    case 'Commands:':
      return t('cli.help.commands');
    default:
      return title;
  }
}

/** Commander ends by throwing: help that was asked for is done, everything else is bad usage. */
function afterCommander(error: CommanderError, argv: readonly string[], { environment, t }: Runner): number {
  if (error.exitCode === 0) return exitCodes.done;
  if (error.code !== 'commander.help') {
    const failure = createCommandFailure('bad_usage', t('cli.usage', { problem: usageProblem(error, t) }));
    printFailure(environment, argv.includes('--json'), failure);
  }
  return exitCodes.badUsage;
}

function usageProblem(error: CommanderError, t: Translate): string {
  const name = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return t('cli.usage.unknownOption', { name });
    case 'commander.unknownCommand':
      return t('cli.usage.unknownCommand', { name });
    case 'commander.missingArgument':
      return t('cli.usage.missingArgument', { name: `<${name}>` });
    case 'commander.optionMissingArgument':
      return t('cli.usage.missingValue', { name });
    case 'commander.excessArguments':
      return t('cli.usage.tooMany');
    default:
      return t('cli.usage.other', { problem: error.message });
  }
}
