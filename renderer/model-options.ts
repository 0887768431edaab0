import type { ModelInfo, ModelRef, ModelType } from '../shared/model.ts';
import type { UpstreamState } from '../shared/upstream.ts';

export interface ModelChoice {
  /** The qualified id. */
  value: string;
  label: string;
  model: ModelInfo;
}

export interface ModelGroup {
  group: string;
  items: ModelChoice[];
}

/** Selectable models of one type, grouped by server in the settings' order; servers without any are left out. */
export function modelGroups(upstreams: readonly UpstreamState[], type: ModelType): ModelGroup[] {
  const names = upstreams.map((upstream) => upstream.name);
  const groups = upstreams.map((upstream) => ({
    // Two groups of one name would merge.
    group:
      names.filter((name) => name === upstream.name).length > 1
        ? `${upstream.name} (${upstream.slug})`
        : upstream.name,
    items: upstream.models
      .filter((model) => model.type === type)
      .map((model) => ({ value: `${upstream.slug}/${model.id}`, label: model.id, model })),
  }));
  return groups.filter(({ items }) => items.length > 0);
}

/** The listed models of some groups by their qualified id. */
export function modelsByValue(groups: readonly ModelGroup[]): ReadonlyMap<string, ModelInfo> {
  return new Map(groups.flatMap(({ items }) => items.map(({ value, model }) => [value, model])));
}

/** The server and the model of a qualified id; slugs have no slash, so the first one divides. */
export function parseQualifiedId(value: string): ModelRef {
  const slash = value.indexOf('/');
  return { upstream: value.slice(0, slash), model: value.slice(slash + 1) };
}

/** True where a server lists more models than came with the state, so that one is missing from the list. */
export function isListCut(upstreams: readonly UpstreamState[]): boolean {
  return upstreams.some((upstream) => upstream.modelCount > upstream.models.length);
}
