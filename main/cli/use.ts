import type { Command } from 'commander';
import type { AppState } from '../../shared/app-state.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { isSameModel } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';
import { exitCodes } from './failure.ts';
import { contextWarnings } from './model-rows.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';
import { offlineNotes } from './upstream.ts';

interface UseOptions extends CommonOptions {
  embedding?: boolean;
}

export function addUse(program: Command, runner: Runner): void {
  const command = program
    .command('use')
    .description(runner.t('cli.help.use'))
    .argument('<model>', runner.t('cli.help.use.model'))
    .option('--embedding', runner.t('cli.help.use.embedding'))
    .action((model: string, options: UseOptions) =>
      runner.ask(options, async ({ connection, t }) => {
        const alias = options.embedding === true ? 'embedding' : 'active';
        const chosen = await connection.call('useModel', { model, alias });
        const found = findModel(await connection.call('getState', {}), chosen);
        return {
          exitCode: exitCodes.done,
          document: { alias, ...chosen },
          lines: [
            t(`cli.use.${alias}`, { model: chosen.model, upstream: chosen.upstream }),
            ...contextLines(found, t),
          ],
          notes: [...warnings(found, t), ...offlineNotes(connection.running !== null, t)],
        };
      }),
    );
  withCommonOptions(command, runner.t);
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
