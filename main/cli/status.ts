import type { Command } from 'commander';
import type { AliasState, AppState } from '../../shared/app-state.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import type { Instance } from '../../shared/instance.ts';
import { alignColumns } from './columns.ts';
import { exitCodes } from './failure.ts';
import type { Outcome } from './output.ts';
import { withCommonOptions } from './runner.ts';
import type { CommonOptions, Runner } from './runner.ts';
import { describeServer, renderServerHeads } from './server-rows.ts';
import type { ServerDocument } from './server-rows.ts';

interface StatusOptions extends CommonOptions {
  showKey?: boolean;
}

export interface StatusDocument {
  running: boolean;
  pid: number | null;
  shell: string | null;
  version: string;
  dataDir: string;
  proxy: { baseUrl: string; port: number; listen: string } | null;
  panel: { url: string } | null;
  active: { alias: string; upstream: string; model: string } | null;
  upstreams: ServerDocument[];
  key?: string;
}

export function addStatus(program: Command, runner: Runner): void {
  const command = program
    .command('status')
    .description(runner.t('cli.help.status'))
    .option('--show-key', runner.t('cli.help.status.showKey'))
    .action((options: StatusOptions) =>
      runner.ask(options, async ({ connection, t, locale }) => {
        const state = await connection.call('getState', {});
        const key = options.showKey === true ? (await connection.call('revealLocalKey', {})).key : undefined;
        return statusOutcome(connection.running, state, key, t, locale);
      }),
    );
  withCommonOptions(command, runner.t);
}

function statusOutcome(
  running: Instance | null,
  state: AppState,
  key: string | undefined,
  t: Translate,
  locale: Locale,
): Outcome {
  return {
    exitCode: running === null ? exitCodes.no : exitCodes.done,
    document: describeStatus(running, state, key),
    lines: renderStatus(running, state, key, t, locale),
  };
}

/** No token stands in it; the link with it is `panel`'s. */
export function describeStatus(
  running: Instance | null,
  state: AppState,
  key: string | undefined,
): StatusDocument {
  const { proxy, panelUrl, active } = state;
  return {
    running: running !== null,
    pid: running?.pid ?? null,
    shell: running?.shell ?? null,
    version: state.version,
    dataDir: state.dataDir,
    proxy:
      running !== null && proxy.status === 'running'
        ? { baseUrl: proxy.baseUrl, port: proxy.port, listen: proxy.listen }
        : null,
    panel: running === null || panelUrl === null ? null : { url: panelUrl },
    active: active === null ? null : { alias: active.alias, upstream: active.upstream, model: active.model },
    upstreams: state.upstreams.map(describeServer),
    ...(key === undefined ? {} : { key }),
  };
}

function renderStatus(
  running: Instance | null,
  state: AppState,
  key: string | undefined,
  t: Translate,
  locale: Locale,
): string[] {
  const rows = [
    ...(running === null ? [] : runningRows(running, state, t, locale)),
    [t('cli.status.active'), modelText(state.active, t)],
    ...(state.embedding === null ? [] : [[t('cli.status.embedding'), modelText(state.embedding, t)]]),
    ...(key === undefined ? [] : [[t('cli.status.key'), key]]),
    [t('cli.status.data'), state.dataDir],
    ...(state.upstreams.length === 0 ? [[t('cli.status.servers'), t('cli.status.noServers')]] : []),
  ];
  const servers = state.upstreams.length === 0 ? [] : ['', ...renderServerHeads(state.upstreams, t)];
  return [...(running === null ? [t('error.not_running')] : []), ...alignColumns(rows), ...servers];
}

function runningRows(running: Instance, state: AppState, t: Translate, locale: Locale): string[][] {
  const { pid, version } = running;
  return [
    [t('cli.status.running'), t('cli.status.process', { pid, version })],
    [t('cli.status.proxy'), proxyText(state, t, locale)],
    [t('cli.status.panel'), state.panelUrl ?? t('cli.status.panelInApp')],
  ];
}

function proxyText({ proxy }: AppState, t: Translate, locale: Locale): string {
  if (proxy.status === 'running') return proxy.baseUrl;
  if (proxy.error === null) return t('cli.status.proxyStopped');
  return t('cli.status.proxyFailed', { reason: renderMessage(locale, proxy.error) });
}

function modelText(alias: AliasState | null, t: Translate): string {
  if (alias === null) return t('cli.status.none');
  if (alias.isDemo) return t('cli.status.demo');
  const { model, upstreamName: server } = alias;
  return t('cli.status.model', { model, server, location: t(`location.${alias.location}`) });
}
