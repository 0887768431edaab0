/** Which model is meant by a name that somebody typed. */
import { ModelTrayError } from '../../shared/errors.ts';
import { message } from '../../shared/i18n/index.ts';
import type { ModelRef } from '../../shared/model.ts';
import { nearestNames } from '../routing/nearest-names.ts';
import { resolveModel } from '../routing/resolve-model.ts';
import { firstCandidate } from '../routing/types.ts';
import type { CoreParts } from './parts.ts';
import { takeSnapshot } from './snapshot.ts';

/**
 * A qualified id, a plain id, or a server's slug, which means its first chat model.
 * @throws ModelTrayError `model_unknown`, with the nearest names
 */
export function findModel(parts: CoreParts, model: string): ModelRef {
  const snapshot = { ...takeSnapshot(parts), routes: [], unknownModel: 'not-found' as const };
  const resolved = resolveModel(snapshot, { requested: model, endpoint: 'other', scope: null });
  const ref = resolved.ok ? firstCandidate(resolved.route) : null;
  if (ref !== null) return ref;
  const bySlug = snapshot.upstreams.find(({ slug }) => slug === model);
  const first = bySlug?.models.find(({ type }) => type === 'chat');
  if (bySlug !== undefined && first !== undefined) return { upstream: bySlug.slug, model: first.id };
  return unlistedModel(parts, model) ?? unknownModel(parts, model);
}

export function unknownModel({ list, upstreams, settings }: CoreParts, model: string): never {
  const { upstreams: listed, routes } = settings.get();
  if (listed.length === 0) {
    throw new ModelTrayError('model_unknown', message('error.model_unknown.noServers', { model }));
  }
  const ids = list().flatMap(({ slug }) => upstreams.facts(slug).models.map(({ id }) => id));
  const nearest = nearestNames(model, [...routes.map(({ alias }) => alias), ...ids]).join(', ');
  const text =
    nearest === ''
      ? message('error.model_unknown', { model })
      : message('error.model_unknown.nearest', { model, nearest });
  throw new ModelTrayError('model_unknown', text);
}

/** Offline, no server has been asked: a qualified id of a known server is taken at its word. */
function unlistedModel({ isRunning, list }: CoreParts, model: string): ModelRef | null {
  const slash = model.indexOf('/');
  const upstream = list().find(({ slug }) => slash > 0 && slug === model.slice(0, slash));
  if (isRunning() || upstream === undefined || slash === model.length - 1) return null;
  return { upstream: upstream.slug, model: model.slice(slash + 1) };
}
