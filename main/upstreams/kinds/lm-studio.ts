import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { unknownModel, withSources } from '../../../shared/model.ts';
import { locationOfHost } from '../../../shared/location.ts';
import type { Location } from '../../../shared/location.ts';
import { arrayAt, countAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { plainModels } from './openai-compatible.ts';

/**
 * LM Studio answers an unknown path with 200 and an ERROR line in its user's log, so nothing is asked that it does not
 * have: `/lmstudio-greeting` (lms, createClient.ts) and its REST API v0. Listing loads no model.
 */
export const lmStudio: KindProfile = {
  kind: 'lm-studio',
  name: 'LM Studio',
  ports: [1234],
  processes: [/^lm[ -]?studio/i, /^(lms|llmster)(\.exe)?$/i],
  workers: [],
  mark: {
    owners: ['organization_owner'],
    header: null,
    isProof: false,
    confirm: {
      path: '/lmstudio-greeting',
      isMatch: ({ json }) =>
        typeof json === 'object' && json !== null && 'lmstudio' in json && json.lmstudio === true,
    },
  },
  version: null,
  modelListPath: '/models',
  quietPath: '/lmstudio-greeting',
  isLoading: () => false,
  listsLoadedOnly: false,
  forwards: false,
  defects: ['error-in-200'],
  acceptsIncludeUsage: true,
  raiseContext: 'context.raise.lm-studio',
  async listModels(ask) {
    const location = locationOfHost(ask.address.host);
    const own = await ask.native('/api/v0/models');
    const rows = own.status === 200 ? arrayAt(own.json, 'data') : null;
    if (rows !== null) {
      return rows.filter((row) => textAt(row, 'id') !== null).map((row) => toModel(row, location));
    }
    return plainModels(await ask.api('/models'), ask);
  },
};

function toModel(row: unknown, location: Location): DescribedModel {
  const id = textAt(row, 'id') ?? '';
  const isLoaded = textAt(row, 'state') === 'loaded';
  const kind = textAt(row, 'type');
  const capabilities = arrayAt(row, 'capabilities')?.filter((one) => typeof one === 'string') ?? [];
  return withSources(
    {
      ...unknownModel(id, location),
      type: typeOf(kind, id),
      context: {
        loaded: isLoaded ? countAt(row, 'loaded_context_length') : null,
        trained: countAt(row, 'max_context_length'),
      },
      quantization: textAt(row, 'quantization'),
      loaded: isLoaded,
      capabilities: [
        ...(capabilities.includes('tool_use') ? ['tools'] : []),
        ...(kind === 'vlm' ? ['vision'] : []),
      ],
    },
    {
      ...(kind === null ? {} : { type: '/api/v0/models type' }),
      contextLoaded: '/api/v0/models loaded_context_length',
      contextTrained: '/api/v0/models max_context_length',
      quantization: '/api/v0/models quantization',
      loaded: '/api/v0/models state',
      capabilities: '/api/v0/models capabilities, type',
    },
  );
}

function typeOf(kind: string | null, id: string): ModelType {
  if (kind === 'llm' || kind === 'vlm') return 'chat';
  return kind === 'embeddings' ? 'embedding' : unknownModel(id, 'this-machine').type;
}
