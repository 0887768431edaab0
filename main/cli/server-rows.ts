import type { Translate } from '../../shared/i18n/index.ts';
import { healthWord } from '../../shared/upstream.ts';
import type { UpstreamKind, UpstreamState } from '../../shared/upstream.ts';
import { alignColumns } from './columns.ts';
import { modelRows } from './model-rows.ts';

/** A server as `--json` shows it. */
export interface ServerDocument {
  slug: string;
  name: string;
  kind: string;
  baseUrl: string;
  location: string;
  health: string;
  hasKey: boolean;
  /** As the server says it; null where it doesn't or was not asked yet. */
  version: string | null;
  models: string[];
}

export function describeServer(server: UpstreamState): ServerDocument {
  const { slug, name, kind, baseUrl, location, health, hasKey, version, models } = server;
  return {
    slug,
    name,
    kind,
    baseUrl,
    location,
    health,
    hasKey,
    version,
    models: models.map(({ id }) => id),
  };
}

/** What is said of a server that was just added. */
export function addedLine(server: UpstreamState, t: Translate): string {
  const { name, slug, baseUrl: address } = server;
  return t('cli.upstream.added', { name, slug, address, health: t(healthWord(server)) });
}

/** One line per server and, indented below it, its models with what is known of them. */
export function renderServers(servers: readonly UpstreamState[], t: Translate): string[] {
  const heads = renderServerHeads(servers, t);
  return servers.flatMap((server, index) => [
    heads[index] ?? '',
    ...modelRows(server.models, t).map((row) => `    ${row}`),
  ]);
}

/** The same without the models. */
export function renderServerHeads(servers: readonly UpstreamState[], t: Translate): string[] {
  return alignColumns(servers.map((server) => serverCells(server, t)));
}

function serverCells(server: UpstreamState, t: Translate): string[] {
  const { slug, baseUrl, location, keyState, modelCount } = server;
  return [
    slug,
    softwareText(server, t),
    baseUrl,
    t(`location.${location}`),
    t(healthWord(server)),
    modelCountText(modelCount, t),
    t(`cli.server.keyState.${keyState}`),
  ];
}

/** `Ollama 0.32.15`; `LiteLLM` where the kind is only the group that it belongs to. */
export function softwareText(
  { kind, product, version }: { kind: UpstreamKind; product: string | null; version: string | null },
  t: Translate,
): string {
  const name = product ?? t(`kind.${kind}`);
  return version === null ? name : `${name} ${version}`;
}

export function modelCountText(count: number, t: Translate): string {
  return count === 0 ? t('cli.server.noModels') : t('cli.server.models', { count });
}
