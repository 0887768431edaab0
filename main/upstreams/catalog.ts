import type { ActiveModelRow, ModelRow } from '../../shared/openai.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { Location } from '../../shared/location.ts';
import { isWithin } from '../../shared/location.ts';
import type { UpstreamKind } from '../../shared/upstream.ts';

/** One upstream and what it lists, as the catalog merges them. */
export interface CatalogUpstream {
  slug: string;
  kind: UpstreamKind;
  models: readonly ModelInfo[];
}

export interface CatalogAlias {
  alias: string;
  target: ModelRef | null;
}

/**
 * The rows of `GET /v1/models`: aliases, qualified ids, plain ids, each name once. `scope` keeps to one alias or one
 * upstream; null where nothing has that name.
 */
export function listModels(
  aliases: readonly CatalogAlias[],
  upstreams: readonly CatalogUpstream[],
  scope: string | null,
): ModelRow[] | null {
  const alias = aliases.find((one) => one.alias === scope);
  if (alias !== undefined) return aliasRows([alias]);
  const shown = scope === null ? upstreams : upstreams.filter(({ slug }) => slug === scope);
  if (scope !== null && shown.length === 0) return null;
  const qualified = shown.flatMap(({ slug, models }) =>
    models.map((model) => toRow(qualifiedId({ upstream: slug, model: model.id }), slug, model)),
  );
  const active = aliases.find((one) => one.alias === 'active')?.target ?? null;
  const plain = shown.flatMap((one) =>
    one.models
      .filter((model) => scope !== null || isReachedPlainly(one, model, active))
      .map((model) => toRow(model.id, one.slug, model)),
  );
  const all = [...(scope === null ? aliasRows(aliases) : []), ...qualified, ...plain];
  return all.filter((row, at) => all.findIndex(({ id }) => id === row.id) === at);
}

/** The answer to `GET /model`. `location` is the candidate's, which may be farther than the model's own. */
export function describeActive(
  target: ModelRef,
  upstream: CatalogUpstream,
  location: Location,
): ActiveModelRow {
  const info = upstream.models.find(({ id }) => id === target.model);
  return {
    id: 'active',
    object: 'model',
    model: target.model,
    upstream: upstream.slug,
    kind: upstream.kind,
    location,
    type: info?.type ?? 'chat',
    context: info?.context ?? { loaded: null, trained: null },
    quantization: info?.quantization ?? null,
    parameters: info?.parameters ?? null,
    loaded: info?.loaded ?? null,
    capabilities: info?.capabilities ?? null,
    demo: upstream.kind === 'demo',
  };
}

/** Its plain id leads to a model of the own network, and to a farther one only at an active server that is as far. */
function isReachedPlainly(
  { slug, models }: CatalogUpstream,
  { location }: ModelInfo,
  active: ModelRef | null,
): boolean {
  if (isWithin(location, 'private-network')) return true;
  const activeInfo = active?.upstream === slug ? models.find(({ id }) => id === active.model) : undefined;
  return activeInfo !== undefined && isWithin(location, activeInfo.location);
}

function aliasRows(aliases: readonly CatalogAlias[]): ModelRow[] {
  return aliases
    .filter(({ target }) => target !== null)
    .map(({ alias }) => ({ id: alias, object: 'model', created: 0, owned_by: 'modeltray' }));
}

function toRow(id: string, slug: string, { changedAt }: ModelInfo): ModelRow {
  return { id, object: 'model', created: Math.floor((changedAt ?? 0) / 1000), owned_by: slug };
}
