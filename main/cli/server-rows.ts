import type { Translate } from '../../shared/i18n/index.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { alignColumns } from './columns.ts';

/** A server as `--json` shows it. */
export interface ServerDocument {
  slug: string;
  name: string;
  kind: string;
  baseUrl: string;
  location: string;
  health: string;
  hasKey: boolean;
  models: string[];
}

export function describeServer(server: UpstreamState): ServerDocument {
  const { slug, name, kind, baseUrl, location, health, hasKey, models } = server;
  return { slug, name, kind, baseUrl, location, health, hasKey, models: models.map(({ id }) => id) };
}

/** One line per server and, indented below it, its models. */
export function renderServers(servers: readonly UpstreamState[], t: Translate): string[] {
  const heads = alignColumns(servers.map((server) => serverCells(server, t)));
  return servers.flatMap((server, index) => [
    heads[index] ?? '',
    ...server.models.map(({ id }) => `    ${id}`),
  ]);
}

/** The same without the models. */
export function renderServerHeads(servers: readonly UpstreamState[], t: Translate): string[] {
  return alignColumns(servers.map((server) => serverCells(server, t)));
}

function serverCells(server: UpstreamState, t: Translate): string[] {
  const { slug, kind, baseUrl, location, health, keyState, modelCount } = server;
  return [
    slug,
    t(`kind.${kind}`),
    baseUrl,
    t(`location.${location}`),
    t(`health.${health}`),
    modelCount === 0 ? t('cli.server.noModels') : t('cli.server.models', { count: modelCount }),
    t(`cli.server.keyState.${keyState}`),
  ];
}
