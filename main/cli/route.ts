import type { Command } from 'commander';
import type { CallInput } from '../../shared/api.ts';
import type { AppState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { fixedAliases } from '../../shared/settings.ts';
import type { Route } from '../../shared/settings.ts';
import { describeExplanation, renderExplanation } from './explain-rows.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { offlineNotes } from './offline-notes.ts';
import { describeRoute, renderRoute, renderRoutes } from './route-rows.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';

interface ExplainOptions extends CommonOptions {
  promptTokens?: string;
  images?: boolean;
  tools?: boolean;
}

export function addRouteCommands(program: Command, runner: Runner): void {
  const { t } = runner;
  const route = program.command('route').description(t('cli.help.route'));
  route.helpOption('-h, --help', t('cli.help.help')).helpCommand(false);
  const commands = [listCommand(route, runner), showCommand(route, runner), explainCommand(route, runner)];
  commands.push(removeCommand(route, runner));
  for (const command of commands) withCommonOptions(command, t);
}

function listCommand(route: Command, runner: Runner): Command {
  return route
    .command('list')
    .description(runner.t('cli.help.route.list'))
    .action((options: CommonOptions) =>
      runner.ask(options, async ({ connection, t, locale }) => {
        const state = await connection.call('getState', {});
        const routes = routesIn(state);
        return {
          exitCode: exitCodes.done,
          document: { routes: routes.map((one) => describeRoute(one, state, locale)) },
          lines: routes.length === 0 ? [t('cli.route.none')] : renderRoutes(routes, state, t),
        };
      }),
    );
}

function showCommand(route: Command, runner: Runner): Command {
  return route
    .command('show')
    .description(runner.t('cli.help.route.show'))
    .argument('<alias>', runner.t('cli.help.route.alias'))
    .action((alias: string, options: CommonOptions) =>
      runner.ask(options, async ({ connection, t, locale }) => {
        const state = await connection.call('getState', {});
        const found = routesIn(state).find((one) => one.alias === alias);
        if (found === undefined) {
          throw createCommandFailure('route_not_found', t('cli.route.noSuch', { alias }));
        }
        return {
          exitCode: exitCodes.done,
          document: { route: describeRoute(found, state, locale) },
          lines: renderRoute(found, state, t, locale),
        };
      }),
    );
}

function explainCommand(route: Command, runner: Runner): Command {
  const { t } = runner;
  return route
    .command('explain')
    .description(t('cli.help.route.explain'))
    .argument('<model>', t('cli.help.route.model'))
    .option('--prompt-tokens <n>', t('cli.help.route.promptTokens'))
    .option('--images', t('cli.help.route.images'))
    .option('--tools', t('cli.help.route.tools'))
    .action((model: string, options: ExplainOptions) =>
      runner.ask(options, async (asked) => {
        const { connection, locale } = asked;
        const explained = await connection.call('explainRoute', imagined(model, options, asked.t));
        return {
          exitCode: explained.refusal === null ? exitCodes.done : exitCodes.no,
          document: describeExplanation(explained, locale),
          lines: renderExplanation(explained, asked.t, locale),
          notes: connection.running === null ? [asked.t('cli.route.notAsked')] : [],
        };
      }),
    );
}

function removeCommand(route: Command, runner: Runner): Command {
  return route
    .command('remove')
    .description(runner.t('cli.help.route.remove'))
    .argument('<alias>', runner.t('cli.help.route.alias'))
    .action((alias: string, options: CommonOptions) =>
      runner.change(options, async ({ connection, t }) => {
        await connection.call('removeRoute', { alias });
        return {
          exitCode: exitCodes.done,
          document: { removed: alias },
          lines: [t('cli.route.removed', { alias })],
          notes: offlineNotes(connection.running !== null, t),
        };
      }),
    );
}

/** The fixed aliases first. */
function routesIn({ settings: { routes } }: AppState): Route[] {
  const isFixed = ({ alias }: Route): boolean => fixedAliases.some((fixed) => fixed === alias);
  const fixed = fixedAliases.flatMap((name) => routes.filter(({ alias }) => alias === name));
  return [...fixed, ...routes.filter((route) => !isFixed(route))];
}

function imagined(
  model: string,
  { promptTokens, images, tools }: ExplainOptions,
  t: Translate,
): CallInput<'explainRoute'> {
  if (promptTokens !== undefined && !/^\d{1,8}$/.test(promptTokens)) {
    throw createCommandFailure('bad_usage', t('cli.route.badTokens', { value: promptTokens }));
  }
  return {
    model,
    ...(promptTokens === undefined ? {} : { promptTokens: Number(promptTokens) }),
    images: images === true ? 1 : 0,
    hasTools: tools === true,
  };
}
