import { withSources } from '../../../shared/model.ts';
import type { KindProfile } from './kind-profile.ts';
import { plainKind, plainModels } from './openai-compatible.ts';
import { proxyProducts } from './proxy-products.ts';

/** What forwards elsewhere, as we do: where its models run is not for us to know, so each of them may be anywhere. */
export const otherProxy: KindProfile = {
  ...plainKind,
  kind: 'other-proxy',
  name: 'Proxy',
  ports: proxyProducts.flatMap(({ ports }) => ports),
  processes: proxyProducts.flatMap(({ processes }) => processes),
  forwards: true,
  isAnySoftware: true,
  products: proxyProducts,
  async listModels(ask) {
    return plainModels(await ask.api('/models'), ask).map(({ sources, ...model }) =>
      withSources({ ...model, location: 'unknown' }, { ...sources, location: 'kind' }),
    );
  },
};
