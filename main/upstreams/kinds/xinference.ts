import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { countAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/**
 * Xinference (1, xinference/api/restful_api.py) lists the models that run, with all that they were launched with.
 * `/v1/cluster/auth` is open where it asks for a login; `/v1/cluster/version` then is for its administrator.
 */
export const xinference: KindProfile = {
  ...plainKind,
  kind: 'xinference',
  name: 'Xinference',
  ports: [9997],
  processes: [/\bxinference(-local|-supervisor)?\b/],
  workers: [/\bxinference-worker\b/],
  mark: {
    ...plainMark,
    owners: ['xinference'],
    without: ['refused'],
    confirm: {
      path: '/v1/cluster/auth',
      isMatch: ({ status, json }) =>
        status === 200 &&
        typeof json === 'object' &&
        json !== null &&
        'auth' in json &&
        typeof json.auth === 'boolean',
    },
  },
  version: { path: '/v1/cluster/version', at: ['version'] },
  quietPath: '/v1/cluster/auth',
  listsLoadedOnly: true,
  defects: ['error-shape'],
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) => toModel(row, ask));
  },
};

function toModel(row: unknown, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const kind = textAt(row, 'model_type');
  const can = textsAt(row, 'model_ability');
  const field = countAt(row, 'context_length') === null ? 'max_tokens' : 'context_length';
  return withSources(
    {
      ...model,
      type: typeOf(kind) ?? model.type,
      context: { loaded: countAt(row, field), trained: null },
      quantization: textAt(row, 'quantization'),
      parameters: inBillions(row),
      loaded: true,
      capabilities: can === null ? null : ['tools', 'vision', 'reasoning'].filter((one) => can.includes(one)),
    },
    {
      ...(typeOf(kind) === null ? {} : { type: '/v1/models model_type' }),
      contextLoaded: `/v1/models ${field}`,
      quantization: '/v1/models quantization',
      parameters: '/v1/models model_size_in_billions',
      loaded: '/v1/models',
      capabilities: '/v1/models model_ability',
    },
  );
}

/** A number, or a text such as `1_8`. */
function inBillions(row: unknown): string | null {
  const size = countAt(row, 'model_size_in_billions') ?? textAt(row, 'model_size_in_billions');
  return size === null ? null : `${String(size).replace('_', '.')}B`;
}

function typeOf(kind: string | null): ModelType | null {
  switch (kind) {
    case 'LLM':
      return 'chat';
    case 'embedding':
    case 'rerank':
      return kind;
    default:
      return kind === null ? null : 'other';
  }
}
