import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { guessModelType, unknownModel, withSources } from '../../../shared/model.ts';
import { locationOfHost } from '../../../shared/location.ts';
import type { Location } from '../../../shared/location.ts';
import { arrayAt, countAt, isTrueAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, ownerOf } from './model-list.ts';
import { plainKind, plainMark, plainModels } from './openai-compatible.ts';

/**
 * LM Studio answers an unknown path with 200 and an ERROR line in its user's log, so nothing is asked that it does not
 * have: `/lmstudio-greeting` (lms, createClient.ts) and its REST API v0 (LM Studio 0.3.6). Listing loads no model.
 */
export const lmStudio: KindProfile = {
  ...plainKind,
  kind: 'lm-studio',
  name: 'LM Studio',
  ports: [1234],
  processes: [/^lm[ -]?studio/i, /^(lms|llmster)(\.exe)?$/i],
  mark: {
    ...plainMark,
    isLikely: (list) => isEveryRow(list, (row) => ownerOf(row) === 'organization_owner'),
    without: ['refused'],
    confirm: { path: '/lmstudio-greeting', isMatch: ({ json }) => isTrueAt(json, 'lmstudio') },
  },
  quietPath: '/lmstudio-greeting',
  isLoading: () => false,
  defects: ['error-in-200'],
  acceptsIncludeUsage: true,
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
  const state = textAt(row, 'state');
  const isLoaded = state === 'loaded';
  const kind = textAt(row, 'type');
  return withSources(
    {
      ...unknownModel(id, location),
      type: typeOf(kind, id),
      context: {
        loaded: isLoaded ? countAt(row, 'loaded_context_length') : null,
        trained: countAt(row, 'max_context_length'),
      },
      quantization: textAt(row, 'quantization'),
      loaded: state === null ? null : isLoaded,
      capabilities: capabilitiesOf(kind, textsAt(row, 'capabilities')),
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

/** Versions before the field came tell of images alone, by the model's type. */
function capabilitiesOf(kind: string | null, said: readonly string[] | null): string[] | null {
  const isVision = kind === 'vlm';
  if (said === null && !isVision) return null;
  return [...(said?.includes('tool_use') === true ? ['tools'] : []), ...(isVision ? ['vision'] : [])];
}

function typeOf(kind: string | null, id: string): ModelType {
  if (kind === 'llm' || kind === 'vlm') return 'chat';
  return kind === 'embeddings' ? 'embedding' : guessModelType(id);
}
