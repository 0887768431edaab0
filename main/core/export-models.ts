/** The models of an export by the names that a user gives them. */
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import { activeAlias } from '../dbgpt/facts.ts';
import { nearestNames } from '../routing/nearest-names.ts';
import type { CoreParts } from './parts.ts';
import { aliasTarget, firstOf } from './routes.ts';

/** One model of an export: an alias, or a model pinned by qualified id. */
export interface Chosen {
  name: string;
  /** Who may answer for it, the first one first; none where an alias points at nothing. */
  candidates: readonly ModelRef[];
  /** What is known of them; null for what its server has not listed. */
  infos: readonly (ModelInfo | null)[];
}

/** @throws ModelTrayError `model_unknown` with the nearest names, `bad_input` for a model that does not chat */
export function findChosen(parts: CoreParts, name: string): Chosen {
  if (name === 'embedding') throw notChat(name);
  const alias = aliasCandidates(parts, name);
  const candidates = alias ?? [findPinned(parts, name)];
  const infos = candidates.map((ref) => infoOf(parts, ref));
  const [ref] = candidates;
  const [info] = infos;
  if (info !== null && info !== undefined && !canChat(info)) throw notChat(name);
  return { name: alias === null && ref !== undefined ? qualifiedId(ref) : name, candidates, infos };
}

/**
 * A qualified id, or the id of a model that a server on this machine or network lists.
 * @throws ModelTrayError `model_unknown`
 */
export function findPinned(parts: CoreParts, name: string): ModelRef {
  const ref = qualifiedRef(parts, name) ?? listedRef(parts, name);
  if (ref === null) throw unknown(parts, name);
  return ref;
}

function aliasCandidates({ settings, ports }: CoreParts, name: string): ModelRef[] | null {
  const route = settings.get().routes.find(({ alias }) => alias === name);
  if (name === activeAlias) {
    // Offline the demo does not run, and yet it is what would answer.
    const first = firstOf(aliasTarget(settings.get(), activeAlias, ports.run.demo));
    const others = ports.run.demo ? [] : (route?.pools[0]?.candidates ?? []);
    return first === null ? [] : [first, ...others.slice(1)];
  }
  return route === undefined ? null : route.pools.flatMap((pool) => pool.candidates);
}

/** The model need not be listed: a server that is away lists none. */
function qualifiedRef({ list }: CoreParts, name: string): ModelRef | null {
  const slash = name.indexOf('/');
  const ref = { upstream: name.slice(0, slash), model: name.slice(slash + 1) };
  const isListed = slash > 0 && ref.model !== '' && list().some(({ slug }) => slug === ref.upstream);
  return isListed ? ref : null;
}

/** A cloud model is reached by its qualified id only, as everywhere. */
function listedRef({ list, upstreams }: CoreParts, name: string): ModelRef | null {
  for (const { slug } of list()) {
    const found = upstreams
      .facts(slug)
      .models.find(({ id, location }) => (id === name || id === `${name}:latest`) && location !== 'cloud');
    if (found !== undefined) return { upstream: slug, model: found.id };
  }
  return null;
}

function infoOf({ upstreams }: CoreParts, { upstream, model }: ModelRef): ModelInfo | null {
  return upstreams.facts(upstream).models.find(({ id }) => id === model) ?? null;
}

function canChat({ type }: ModelInfo): boolean {
  return type !== 'embedding' && type !== 'rerank';
}

function notChat(model: string): ModelTrayError {
  return new ModelTrayError('bad_input', message('export.error.notChat', { model }));
}

function unknown({ settings, list, upstreams }: CoreParts, name: string): ModelTrayError {
  const aliases = settings.get().routes.map(({ alias }) => alias);
  const models = list().flatMap(({ slug }) =>
    upstreams.facts(slug).models.map(({ id }) => qualifiedId({ upstream: slug, model: id })),
  );
  const nearest = nearestNames(name, [...aliases, ...models]);
  if (nearest.length === 0)
    return new ModelTrayError('model_unknown', message('error.model_unknown', { model: name }));
  const params = { model: name, nearest: nearest.join(', ') };
  return new ModelTrayError('model_unknown', message('error.model_unknown.nearest', params));
}
