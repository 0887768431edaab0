import type { FoundModel } from '../shared/api.ts';
import type { ModelInfo, ModelRef, ModelType } from '../shared/model.ts';
import { qualifiedId } from '../shared/model.ts';
import type { UpstreamState } from '../shared/upstream.ts';

export interface ModelChoice {
  /** The qualified id. */
  value: string;
  label: string;
  /** Null where only its name is known here. */
  model: ModelInfo | null;
}

export interface ModelGroup {
  group: string;
  items: ModelChoice[];
}

/** What is known beyond the servers' lists in the state, which may be cut. */
export interface MoreModels {
  found?: readonly FoundModel[];
  /** Values that are chosen already: those of a cut list have a place in it, though no more than their name is known. */
  chosen?: readonly string[];
}

/**
 * Selectable models of some types, grouped by server in the settings' order; servers without any are left out. `found`
 * ones stand behind those of the state.
 */
export function modelGroups(
  upstreams: readonly UpstreamState[],
  types: ModelType | readonly ModelType[],
  { found = [], chosen = [] }: MoreModels = {},
): ModelGroup[] {
  const names = upstreams.map((upstream) => upstream.name);
  const groups = upstreams.map((upstream) => ({
    // Two groups of one name would merge.
    group:
      names.filter((name) => name === upstream.name).length > 1
        ? `${upstream.name} (${upstream.slug})`
        : upstream.name,
    items: choicesOf(upstream, [types].flat(), found, chosen),
  }));
  return groups.filter(({ items }) => items.length > 0);
}

function choicesOf(
  upstream: UpstreamState,
  types: readonly ModelType[],
  found: readonly FoundModel[],
  chosen: readonly string[],
): ModelChoice[] {
  const { slug, models } = upstream;
  const listed = models
    .filter(({ type }) => types.includes(type))
    .map((model) => choiceOf(slug, model.id, model));
  if (!isListCut([upstream])) return listed;
  const isKnown = new Set(models.map(({ id }) => id));
  const more = found
    .filter(
      ({ upstream: at, model, info }) => at === slug && !isKnown.has(model) && types.includes(info.type),
    )
    .map(({ model, info }) => choiceOf(slug, model, info));
  for (const { label } of more) isKnown.add(label);
  const named = chosen
    .filter((value) => value.startsWith(`${slug}/`))
    .map((value) => parseQualifiedId(value).model)
    .filter((id) => !isKnown.has(id))
    .map((id) => choiceOf(slug, id, null));
  return [...listed, ...more, ...named];
}

function choiceOf(upstream: string, id: string, model: ModelInfo | null): ModelChoice {
  return { value: qualifiedId({ upstream, model: id }), label: id, model };
}

/** The known models of some groups by their qualified id. */
export function modelsByValue(groups: readonly ModelGroup[]): ReadonlyMap<string, ModelInfo> {
  const known = groups.flatMap(({ items }) => items.filter(hasModel));
  return new Map(known.map(({ value, model }) => [value, model]));
}

function hasModel(choice: ModelChoice): choice is ModelChoice & { model: ModelInfo } {
  return choice.model !== null;
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

/** True where there is a model of the type to choose, or there may be one among those that did not come with the state. */
export function hasModels(upstreams: readonly UpstreamState[], type: ModelType): boolean {
  return isListCut(upstreams) || modelGroups(upstreams, type).length > 0;
}
