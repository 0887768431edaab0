import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import { fartherLocation } from '../../../shared/location.ts';
import type { Ask } from '../ask.ts';
import { arrayAt, countAt, objectAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * Lemonade (10, docs/server_spec.md) lists what was downloaded; its health, which loads nothing, says what is loaded and
 * with which options. Before version 10 its API is below `/api` alone. Recipe `cloud` runs elsewhere.
 */
export const lemonade: KindProfile = {
  ...plainKind,
  kind: 'lemonade',
  name: 'Lemonade',
  ports: [13305, 8000],
  processes: [/^lemon(ade|d\b)/i],
  workers: [/lemonade.*llama-server/i],
  mark: {
    ...plainMark,
    owners: ['lemonade'],
    without: ['missing'],
    imitates: ['ollama'],
    confirm: {
      path: '/api/v1/health',
      isMatch: ({ json }) =>
        textAt(json, 'status') !== null &&
        (objectAt(json)?.model_loaded !== undefined || arrayAt(json, 'all_models_loaded') !== null),
    },
  },
  basePath: '/api',
  version: { path: '/v1/health', at: ['version'] },
  quietPath: '/v1/health',
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const loaded = arrayAt(await jsonIfThere(ask.native('/v1/health')), 'all_models_loaded');
    return rows.map((row) => toModel(row, loaded, ask));
  },
};

function toModel(row: unknown, loaded: readonly unknown[] | null, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const running = loaded?.find((one) => textAt(one, 'model_name') === model.id);
  const labels = textsAt(row, 'labels');
  const isRemote = textAt(row, 'recipe') === 'cloud';
  return withSources(
    {
      ...model,
      type: typeOf(labels) ?? model.type,
      context: {
        loaded: countAt(running, 'recipe_options', 'ctx_size'),
        trained: countAt(row, 'max_context_window'),
      },
      quantization: quantizationIn(textAt(row, 'checkpoint')),
      loaded: isRemote || loaded === null ? null : running !== undefined,
      capabilities: labels === null ? null : capabilitiesOf(labels),
      location: isRemote ? fartherLocation(model.location, 'cloud') : model.location,
    },
    {
      ...(typeOf(labels) === null ? {} : { type: '/v1/models labels' }),
      contextLoaded: '/v1/health recipe_options.ctx_size',
      contextTrained: '/v1/models max_context_window',
      quantization: '/v1/models checkpoint',
      loaded: '/v1/health all_models_loaded',
      capabilities: '/v1/models labels',
      ...(isRemote ? { location: '/v1/models recipe' } : {}),
    },
  );
}

function typeOf(labels: readonly string[] | null): ModelType | null {
  if (labels?.includes('embeddings') === true) return 'embedding';
  return labels?.includes('reranking') === true ? 'rerank' : null;
}

function capabilitiesOf(labels: readonly string[]): string[] {
  return [
    ...(labels.includes('tool-calling') ? ['tools'] : []),
    ...['vision', 'reasoning'].filter((one) => labels.includes(one)),
  ];
}

/** `unsloth/Qwen3-0.6B-GGUF:Q4_0` → `Q4_0`. */
function quantizationIn(checkpoint: string | null): string | null {
  return /:((?:UD-)?I?Q\d\w*|B?F16|F32)$/i.exec(checkpoint ?? '')?.[1] ?? null;
}
