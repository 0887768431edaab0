import type { Command } from 'commander';
import type { CallInput } from '../../shared/api.ts';
import type { CheckPlan, ConformanceReport } from '../../shared/conformance.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { baseUrlSchema } from '../../shared/settings.ts';
import { withScheme } from './address.ts';
import { createCheckProgress } from './check-progress.ts';
import { describeCheck, renderCheck } from './check-rows.ts';
import type { Connection } from './connection.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { runJob } from './job.ts';
import type { Outcome } from './output.ts';
import { readKey } from './read-key.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, CommonOptions, Runner } from './runner.ts';

interface CheckOptions extends CommonOptions {
  model?: string;
  full?: boolean;
  keyStdin?: boolean;
  markdown?: boolean;
}

type CheckInput = CallInput<'planCheck'>;

export function addCheck(program: Command, runner: Runner): void {
  const { t } = runner;
  const command = program
    .command('check')
    .description(t('cli.help.check'))
    .argument('<address>', t('cli.help.check.address'))
    .option('--model <model>', t('cli.help.check.model'))
    .option('--full', t('cli.help.check.full'))
    .option('--key-stdin', t('cli.help.upstream.keyStdin'))
    .option('--markdown', t('cli.help.check.markdown'))
    .action((address: string, options: CheckOptions) =>
      runner.ask(options, async (asked) => {
        const input = await checkInput(address, options, asked, runner);
        return check(input, options, asked, runner);
      }),
    );
  withCommonOptions(command, t);
}

async function checkInput(
  address: string,
  options: CheckOptions,
  { connection, t }: Asked,
  runner: Runner,
): Promise<CheckInput> {
  if (options.json === true && options.markdown === true) {
    throw createCommandFailure('bad_usage', t('cli.check.oneForm'));
  }
  const { upstreams } = await connection.call('getState', {});
  const isListed = upstreams.some(({ slug }) => slug === address);
  if (isListed && options.keyStdin === true) {
    throw createCommandFailure('bad_usage', t('cli.check.hasOwnKey', { slug: address }));
  }
  return {
    server: isListed ? address : baseUrlOf(address, connection, t),
    depth: options.full === true ? 'full' : 'quick',
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.keyStdin === true ? { key: await readKey(runner, t) } : {}),
  };
}

/** One bare word that is no listed server is no address either, but for `localhost`. */
function baseUrlOf(text: string, connection: Connection, t: Translate): string {
  if (/^[a-z0-9-]+$/i.test(text) && text !== 'localhost') {
    throw createCommandFailure('upstream_not_found', t('cli.check.noSuchServer', { slug: text }));
  }
  const baseUrl = withScheme(text);
  connection.check('probeAddress', { baseUrl });
  return baseUrlSchema.parse(baseUrl);
}

async function check(
  input: CheckInput,
  options: CheckOptions,
  asked: Asked,
  { environment }: Runner,
): Promise<Outcome> {
  const { connection, t, locale } = asked;
  const plan = await connection.call('planCheck', input);
  if (plan.obstacle !== null) {
    throw createCommandFailure('cannot_check', renderMessage(locale, plan.obstacle));
  }
  for (const line of planLines(plan, input.server, asked)) environment.stderr.write(`${line}\n`);
  const progress = createCheckProgress(environment.stderr, t);
  const run = { ...input, model: plan.model };
  const report = await runJob(asked, environment, 'check', run, progress.show).finally(progress.end);
  return {
    exitCode: report.verdict === 'fails' ? exitCodes.no : exitCodes.done,
    document: describeCheck(report, locale),
    lines:
      options.markdown === true
        ? await markdownLines(input.server, report, connection)
        : renderCheck(report, t, locale),
  };
}

/** What is about to happen, before anything is sent. */
function planLines(
  { model, requests, tokens, effects }: CheckPlan,
  server: string,
  { t, locale }: Asked,
): string[] {
  return [
    t('cli.check.plan', { model, server, requests, tokens }),
    ...effects.map((effect) => t('start.notice', { text: renderMessage(locale, effect) })),
  ];
}

async function markdownLines(
  server: string,
  { model }: ConformanceReport,
  connection: Connection,
): Promise<string[]> {
  const { text } = await connection.call('exportCheckReport', { server, model, format: 'markdown' });
  return [text.replace(/\n$/, '')];
}
