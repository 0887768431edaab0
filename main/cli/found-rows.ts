/** What a look has found, in the groups that a person asks about, as lines and as the document of `--json`. */
import type { AppState } from '../../shared/app-state.ts';
import type { DiscoverReport, FoundServer } from '../../shared/discovery.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import type { Locale, Translate } from '../../shared/i18n/index.ts';
import type { DescribedModel } from '../../shared/model.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { alignColumns } from './columns.ts';
import { modelRows } from './model-rows.ts';
import { modelCountText, softwareText } from './server-rows.ts';
import { commandLine } from './start-lines.ts';
import type { CommandFacts } from './start-lines.ts';

export interface Found {
  /** In the order found; those that were added stand there as listed. */
  all: FoundServer[];
  added: FoundServer[];
  listed: FoundServer[];
  fresh: FoundServer[];
  gone: UpstreamState[];
}

/** `state` as it is after the look. */
export function settle(report: DiscoverReport, { upstreams }: AppState): Found {
  const slugAt = ({ baseUrl }: FoundServer): string | null =>
    upstreams.find((one) => one.baseUrl === baseUrl && report.added.includes(one.slug))?.slug ?? null;
  const all = report.servers.map((server) => ({ ...server, listedAs: server.listedAs ?? slugAt(server) }));
  const isAdded = ({ listedAs }: FoundServer): boolean =>
    listedAs !== null && report.added.includes(listedAs);
  return {
    all,
    added: all.filter(isAdded),
    listed: all.filter((server) => server.listedAs !== null && !isAdded(server)),
    fresh: all.filter(({ listedAs }) => listedAs === null),
    gone: upstreams.filter(({ slug }) => report.gone.includes(slug)),
  };
}

/** A server as `discover --json` shows it. */
export function describeFound(server: FoundServer, locale: Locale): object {
  const { kind, product, baseUrl, version, health, evidence, listedAs, models } = server;
  return {
    kind,
    product,
    baseUrl,
    version,
    health,
    evidence: evidence.map((one) => renderMessage(locale, one)),
    listedAs,
    models: models.map(describeModel),
  };
}

function describeModel(model: DescribedModel): object {
  const { id, type, context, quantization, parameters, loaded, capabilities, location } = model;
  return {
    id,
    type,
    contextLoaded: context.loaded,
    contextTrained: context.trained,
    quantization,
    parameters,
    loaded,
    capabilities,
    location,
  };
}

export function renderFound(
  { all, added, listed, fresh, gone }: Found,
  commands: CommandFacts,
  t: Translate,
  locale: Locale,
): string[] {
  const details = (server: FoundServer): string[] => detailLines(server, commands, t, locale);
  const heads = (servers: FoundServer[]): string[] => alignColumns(servers.map((one) => headCells(one, t)));
  const foundSection = (title: string, servers: FoundServer[]): string[][] =>
    section(title, heads(servers), servers.map(details));
  const goneHeads = alignColumns(gone.map(({ slug, name, baseUrl }) => [slug, name, baseUrl]));
  const sections = [
    ...(all.length === 0 ? [[noneLine(commands, t)]] : []),
    ...foundSection(t('cli.discover.added'), added),
    ...foundSection(t('cli.discover.listed'), listed),
    ...foundSection(t('cli.discover.new'), fresh),
    ...section(t('cli.discover.gone'), goneHeads, []),
  ];
  return sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function noneLine(commands: CommandFacts, t: Translate): string {
  const command = commandLine(commands, 'upstream add http://127.0.0.1:11434');
  return t('cli.discover.none', { command });
}

/** None where there is nothing to show in it. */
function section(title: string, heads: readonly string[], details: readonly string[][]): string[][] {
  if (heads.length === 0) return [];
  const rows = heads.flatMap((head, index) => [
    `  ${head}`,
    ...(details[index] ?? []).map((line) => `      ${line}`),
  ]);
  return [[title, ...rows]];
}

function headCells(server: FoundServer, t: Translate): string[] {
  const { listedAs, baseUrl, health, models } = server;
  const cells = [softwareText(server, t), baseUrl, t(`health.${health}`), modelCountText(models.length, t)];
  return listedAs === null ? cells : [listedAs, ...cells];
}

function detailLines(
  { listedAs, mayBe, baseUrl, health, models, evidence }: FoundServer,
  commands: CommandFacts,
  t: Translate,
  locale: Locale,
): string[] {
  const words = `upstream add ${baseUrl}${health === 'unauthorized' ? ' --key-stdin' : ''}`;
  return [
    ...modelRows(models, t),
    ...evidence.map((one) => `- ${renderMessage(locale, one)}`),
    ...(mayBe === null ? [] : [t('cli.discover.mayBe', { slug: mayBe })]),
    ...(listedAs === null ? [t('cli.discover.add', { command: commandLine(commands, words) })] : []),
  ];
}
