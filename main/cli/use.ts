import type { Command } from 'commander';
import type { AppState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { isSameModel } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { fixedAliases } from '../../shared/settings.ts';
import type { FixedAlias } from '../../shared/settings.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { createCommandFailure, exitCodes } from './failure.ts';
import { contextWarnings } from './model-rows.ts';
import { offlineNotes } from './offline-notes.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';

interface UseOptions extends CommonOptions {
  embedding?: boolean;
  alias?: string;
}

export function addUse(program: Command, runner: Runner): void {
  const command = program
    .command('use')
    .description(runner.t('cli.help.use'))
    .argument('<model>', runner.t('cli.help.use.model'))
    .option('--embedding', runner.t('cli.help.use.embedding'))
    .option('--alias <name>', runner.t('cli.help.use.alias'))
    .action((model: string, options: UseOptions) =>
      runner.change(options, async ({ connection, t }) => {
        const alias = aliasOf(options, t);
        const chosen = await connection.call('useModel', { model, alias });
        const found = findModel(await connection.call('getState', {}), chosen);
        return {
          exitCode: exitCodes.done,
          document: { alias, ...chosen },
          lines: [chosenLine(alias, chosen, t), ...contextLines(found, t)],
          notes: [...warnings(found, t), ...offlineNotes(connection.running !== null, t)],
        };
      }),
    );
  withCommonOptions(command, runner.t);
}

function aliasOf({ embedding, alias }: UseOptions, t: Translate): string {
  if (embedding === true && alias !== undefined) {
    throw createCommandFailure('bad_usage', t('cli.use.oneTarget'));
  }
  return alias ?? (embedding === true ? 'embedding' : 'active');
}

function chosenLine(alias: string, { model, upstream }: ModelRef, t: Translate): string {
  return isFixed(alias)
    ? t(`cli.use.${alias}`, { model, upstream })
    : t('cli.use.alias', { alias, model, upstream });
}

function isFixed(alias: string): alias is FixedAlias {
  return fixedAliases.some((fixed) => fixed === alias);
}

interface FoundModel {
  kind: UpstreamKind;
  model: ModelInfo;
}

/** An alias carries its model's facts even where the server lists more models than the state holds. */
function findModel({ active, embedding, upstreams }: AppState, chosen: ModelRef): FoundModel | null {
  const alias = [active, embedding].find((one) => one !== null && isSameModel(one, chosen));
  if (alias?.info) return { kind: alias.kind, model: alias.info };
  const server = upstreams.find(({ slug }) => slug === chosen.upstream);
  const model = server?.models.find(({ id }) => id === chosen.model);
  return server === undefined || model === undefined ? null : { kind: server.kind, model };
}

function contextLines(found: FoundModel | null, t: Translate): string[] {
  const tokens = found?.model.context.loaded ?? null;
  return tokens === null ? [] : [t('cli.use.context', { tokens })];
}

function warnings(found: FoundModel | null, t: Translate): string[] {
  return found === null ? [] : contextWarnings({ kind: found.kind, models: [found.model] }, t);
}
