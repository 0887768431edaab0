import type { Command } from 'commander';
import { toError } from '../../shared/errors.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { printOutcome } from './output.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';

interface DemoOptions extends CommonOptions {
  port?: string;
}

export function addDemo(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('demo')
    .description(t('cli.help.demo'))
    .option('--port <port>', t('cli.help.demo.port'))
    .action((options: DemoOptions) => runner.run(options, () => runDemo(options, runner)));
  withCommonOptions(command, t);
}

/** Says where it answers, then answers until it is told to stop. */
async function runDemo(options: DemoOptions, { environment, t }: Runner): Promise<number> {
  const told = environment.untilTold();
  const port = portOf(options.port ?? '0', t);
  const demo = await environment.startDemo(port).catch((thrown: unknown) => {
    const text = t('cli.demo.portTaken', { port, reason: toError(thrown).message });
    throw createCommandFailure('port_taken', text);
  });
  const { baseUrl } = demo;
  printOutcome(environment, options.json === true, {
    exitCode: exitCodes.done,
    document: { baseUrl, port: demo.port },
    lines: [t('cli.demo.runs', { address: baseUrl })],
  });
  await told;
  await demo.stop();
  return exitCodes.done;
}

function portOf(text: string, t: Translate): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  const problem = t('cli.flags.badPort', { name: '--port', value: text });
  throw createCommandFailure('bad_usage', problem);
}
