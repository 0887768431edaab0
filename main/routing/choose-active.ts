import { fartherLocation, isWithin } from '../../shared/location.ts';
import type { ModelInfo, ModelRef } from '../../shared/model.ts';
import type { ChoiceReason } from '../../shared/settings.ts';
import type { RoutingUpstream } from './types.ts';

/**
 * The first choice of the active model: a chat model that is already loaded, else the most recently changed one, else
 * the first listed. Never an embedding or rerank model, never one beyond the own network.
 */
export function chooseActive(
  upstreams: readonly RoutingUpstream[],
): { target: ModelRef; chosen: ChoiceReason } | null {
  const eligible = upstreams.flatMap((upstream) =>
    upstream.models
      .filter((model) => mayBeActive(upstream, model))
      .map((info) => ({ info, target: { upstream: upstream.slug, model: info.id } })),
  );
  const loaded = eligible.find(({ info }) => info.loaded === true);
  if (loaded !== undefined) return { target: loaded.target, chosen: 'already-loaded' };
  const dated = eligible.filter(({ info }) => info.changedAt !== null);
  const recent = dated.sort((a, b) => (b.info.changedAt ?? 0) - (a.info.changedAt ?? 0))[0];
  if (recent !== undefined) return { target: recent.target, chosen: 'most-recent' };
  const first = eligible[0];
  return first === undefined ? null : { target: first.target, chosen: 'first-listed' };
}

function mayBeActive(upstream: RoutingUpstream, model: ModelInfo): boolean {
  return (
    model.type === 'chat' && isWithin(fartherLocation(model.location, upstream.location), 'private-network')
  );
}
