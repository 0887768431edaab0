/** The call that finds models in the servers' whole lists. */
import type { Api, FoundModels } from '../../shared/api.ts';
import { findAmong } from '../../shared/find-models.ts';
import { withoutSources } from '../../shared/model.ts';
import type { CoreParts } from './parts.ts';

type ModelCalls = Pick<Api['calls'], 'findModels'>;

export function createModelCalls({ list, upstreams }: Pick<CoreParts, 'list' | 'upstreams'>): ModelCalls {
  return {
    findModels({ words, types, servers, limit }): Promise<FoundModels> {
      const asked = list().filter(({ slug }) => servers === undefined || servers.includes(slug));
      const listed = asked.flatMap(({ slug, name }) =>
        upstreams
          .facts(slug)
          .models.filter(({ type }) => types.includes(type))
          .map((model) => ({ model, names: { id: model.id, upstream: slug, upstreamName: name } })),
      );
      const { shown, count } = findAmong(listed, ({ names }) => names, words, limit);
      const models = shown.map(({ model, names: { id, upstream } }) => ({
        upstream,
        model: id,
        info: withoutSources(model),
      }));
      return Promise.resolve({ models, count });
    },
  };
}
