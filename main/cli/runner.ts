import { resolve } from 'node:path';
import type { Command } from 'commander';
import { toError } from '../../shared/errors.ts';
import { createTranslate, localeFor } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';
import type { CliEnvironment } from './environment.ts';
import { inFolderTurn } from './folder-turn.ts';
import { createCommandFailure, isCommandFailure } from './failure.ts';
import type { CommandFailure } from './failure.ts';
import { printFailure, printOutcome } from './output.ts';
import type { Outcome } from './output.ts';

/** Options that every command has. */
export interface CommonOptions {
  json?: boolean;
  data?: string;
}

export interface Asked {
  connection: Connection;
  t: Translate;
  locale: Locale;
  dataDir: string;
}

/** What the commands' files are written against. */
export interface Runner {
  environment: CliEnvironment;
  /** In the system's language, for help and for what goes wrong before there is a core. */
  t: Translate;
  /**
   * Runs a command that needs no core, prints what it says and keeps its exit code. A number is the exit code of one
   * that has printed for itself.
   */
  run(options: CommonOptions, body: () => Promise<Outcome | number>): Promise<void>;
  /** The same with a core to ask, the running one or one opened for it, in that core's language. */
  ask(options: CommonOptions, body: (asked: Asked) => Promise<Outcome>): Promise<void>;
  /** `ask` for a command that changes something: with no core to put them in order, such commands take turns. */
  change(options: CommonOptions, body: (asked: Asked) => Promise<Outcome>): Promise<void>;
  exitCode(): number;
}

export function createRunner(environment: CliEnvironment): Runner {
  let exitCode = 0;
  const systemLocale = localeFor(environment.systemLocale);

  const run: Runner['run'] = async (options, body) => {
    const json = options.json === true;
    try {
      const outcome = await body();
      exitCode = typeof outcome === 'number' ? outcome : outcome.exitCode;
      if (typeof outcome === 'object') printOutcome(environment, json, outcome);
    } catch (thrown) {
      const failure = asFailure(thrown);
      exitCode = failure.exitCode;
      printFailure(environment, json, failure);
    }
  };

  const runner: Runner = {
    environment,
    t: createTranslate(systemLocale),
    run,
    ask: (options, body) =>
      run(options, async () => {
        const override = options.data === undefined ? null : resolve(environment.cwd, options.data);
        const dataDir = environment.dataDir(override);
        const connection = await connect(environment, dataDir);
        const { locale } = connection;
        try {
          return await body({ connection, t: createTranslate(locale), locale, dataDir });
        } finally {
          await connection.close();
        }
      }),
    change: (options, body) => {
      const override = options.data === undefined ? null : resolve(environment.cwd, options.data);
      return inFolderTurn(environment.dataDir(override), () => runner.ask(options, body));
    },
    exitCode: () => exitCode,
  };
  return runner;
}

function asFailure(thrown: unknown): CommandFailure {
  return isCommandFailure(thrown) ? thrown : createCommandFailure('internal', toError(thrown).message);
}

/** The last touch of every command: `--json`, `--data` and help in the user's language. */
export function withCommonOptions(command: Command, t: Translate): Command {
  return command
    .option('--json', t('cli.help.json'))
    .option('--data <folder>', t('cli.help.data'))
    .helpOption('-h, --help', t('cli.help.help'));
}
