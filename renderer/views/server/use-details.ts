import { useMemo } from 'react';
import type { DescribedModel } from '../../../shared/model.ts';
import type { UpstreamState } from '../../../shared/upstream.ts';
import type { Failure } from '../../failure.ts';
import { useCall } from '../../use-call.ts';

export interface Details {
  /** All of them with the sources of their facts; until those came, the ones of the state, without sources. */
  models: readonly DescribedModel[];
  isPending: boolean;
  failure: Failure | null;
}

/** A server's models, asked for again only when what the state says of them has changed. */
export function useDetails(server: UpstreamState): Details {
  const known = JSON.stringify([server.modelCount, server.models]);
  const { latest, failure, isPending } = useCall('describeServer', { slug: server.slug }, known);
  const models = useMemo(
    () => latest?.models ?? (JSON.parse(known) as [number, DescribedModel[]])[1].map(withoutSources),
    [latest, known],
  );
  return { models, isPending: isPending && latest === null, failure };
}

function withoutSources(model: Omit<DescribedModel, 'sources'>): DescribedModel {
  return { ...model, sources: {} };
}
