import type { Command } from 'commander';
import type { CallInput } from '../../shared/api.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { upstreamKinds } from '../../shared/upstream.ts';
import type { UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import { addPool } from './add-pool.ts';
import type { PoolWish } from './add-pool.ts';
import { withScheme } from './address.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import { contextWarnings } from './model-rows.ts';
import { offlineNotes } from './offline-notes.ts';
import { readKey } from './read-key.ts';
import { withCommonOptions } from './runner.ts';
import type { Asked, CommonOptions, Runner } from './runner.ts';
import { addedLine, describeServer, renderServers } from './server-rows.ts';

interface AddOptions extends CommonOptions {
  name?: string;
  kind?: string;
  alias?: string;
  model?: string;
  keyStdin?: boolean;
}

type AddInput = CallInput<'addUpstream'>;

export function addUpstreamCommands(program: Command, runner: Runner): void {
  const { t } = runner;
  const upstream = program.command('upstream').description(t('cli.help.upstream'));
  upstream.helpOption('-h, --help', t('cli.help.help')).helpCommand(false);
  const commands = [addCommand(upstream, runner), listCommand(upstream, runner)];
  commands.push(removeCommand(upstream, runner), confirmCommand(upstream, runner));
  for (const command of commands) withCommonOptions(command, t);
}

function addCommand(upstream: Command, runner: Runner): Command {
  const { t } = runner;
  const kinds = upstreamKinds.filter((kind) => kind !== 'demo').join(', ');
  return upstream
    .command('add')
    .description(t('cli.help.upstream.add'))
    .argument('<url>', t('cli.help.upstream.url'))
    .option('--name <name>', t('cli.help.upstream.name'))
    .option('--kind <kind>', t('cli.help.upstream.kind', { kinds }))
    .option('--alias <name>', t('cli.help.upstream.alias'))
    .option('--model <model>', t('cli.help.upstream.model'))
    .option('--key-stdin', t('cli.help.upstream.keyStdin'))
    .action((urls: string, options: AddOptions) =>
      runner.change(options, async (asked) => {
        const wish = poolWish(options, asked.t);
        const inputs = await addInputs(urls, options, runner, asked.t);
        for (const input of inputs) asked.connection.check('addUpstream', input);
        if (wish !== null) return addPool(wish, inputs, asked);
        const added: UpstreamState[] = [];
        for (const input of inputs) added.push(await asked.connection.call('addUpstream', input));
        return addOutcome(added, asked);
      }),
    );
}

function poolWish({ alias, model }: AddOptions, t: Translate): PoolWish | null {
  if (alias !== undefined) return { alias, model: model ?? null };
  if (model === undefined) return null;
  throw createCommandFailure('bad_usage', t('cli.upstream.modelNeedsAlias'));
}

async function addInputs(
  urls: string,
  options: AddOptions,
  runner: Runner,
  t: Translate,
): Promise<AddInput[]> {
  const addresses = urls.split(',').map((url) => url.trim());
  if (options.name !== undefined && addresses.length !== 1) {
    throw createCommandFailure('bad_usage', t('cli.upstream.oneName'));
  }
  const key = options.keyStdin === true ? await readKey(runner, t) : undefined;
  return addresses.map((address) => ({
    baseUrl: withScheme(address),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.kind === undefined ? {} : { kind: kindOf(options.kind, t) }),
    ...(key === undefined ? {} : { key }),
  }));
}

function kindOf(text: string, t: Translate): Exclude<UpstreamKind, 'demo'> {
  for (const kind of upstreamKinds) if (kind !== 'demo' && kind === text) return kind;
  const values = upstreamKinds.filter((kind) => kind !== 'demo').join(', ');
  const reason = t('settings.reason.oneOf', { field: '--kind', values });
  throw createCommandFailure('bad_usage', t('error.bad_input', { reason }));
}

function addOutcome(added: readonly UpstreamState[], { connection, locale, t }: Asked): Outcome {
  return {
    exitCode: exitCodes.done,
    document: { added: added.map(describeServer) },
    lines: added.map((server) => addedLine(server, t)),
    notes: [
      ...added.flatMap(({ healthDetail }) =>
        healthDetail === null ? [] : [renderMessage(locale, healthDetail)],
      ),
      ...offlineNotes(connection.running !== null, t),
    ],
  };
}

function listCommand(upstream: Command, runner: Runner): Command {
  return upstream
    .command('list')
    .description(runner.t('cli.help.upstream.list'))
    .action((options: CommonOptions) =>
      runner.ask(options, async ({ connection, t }) => {
        const { upstreams } = await connection.call('getState', {});
        return {
          exitCode: exitCodes.done,
          document: { upstreams: upstreams.map(describeServer) },
          lines: upstreams.length === 0 ? [t('cli.upstream.none')] : renderServers(upstreams, t),
          notes: upstreams.flatMap((server) => contextWarnings(server, t)),
        };
      }),
    );
}

function removeCommand(upstream: Command, runner: Runner): Command {
  return upstream
    .command('remove')
    .description(runner.t('cli.help.upstream.remove'))
    .argument('<slug>', runner.t('cli.help.upstream.slug'))
    .action((slug: string, options: CommonOptions) =>
      runner.change(options, async ({ connection, t }) => {
        await connection.call('removeUpstream', { slug });
        return {
          exitCode: exitCodes.done,
          document: { removed: slug },
          lines: [t('cli.upstream.removed', { slug })],
        };
      }),
    );
}

function confirmCommand(upstream: Command, runner: Runner): Command {
  return upstream
    .command('confirm')
    .description(runner.t('cli.help.upstream.confirm'))
    .argument('<slug>', runner.t('cli.help.upstream.slug'))
    .action((slug: string, options: CommonOptions) =>
      runner.change(options, async ({ connection, t }) => {
        const server = await connection.call('confirmUpstream', { slug });
        return {
          exitCode: exitCodes.done,
          document: { confirmed: describeServer(server) },
          lines: [t('cli.upstream.confirmed', { name: server.name, address: server.baseUrl })],
        };
      }),
    );
}
