import { withSources } from '../../../shared/model.ts';
import type { ModelType } from '../../../shared/model.ts';
import { countAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, modelOfRow, modelRows, ownerOf } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * Text Generation Inference (3, router/src/server.rs and lib.rs): one model, listed with its own id as `owned_by`.
 * `/info` says the rest and stays open where a key is asked for; `max_total_tokens` is prompt and answer together.
 */
export const tgi: KindProfile = {
  ...plainKind,
  kind: 'tgi',
  name: 'TGI',
  ports: [3000],
  processes: [/^text-generation-(launcher|router)/, /\btext-generation-launcher\b/],
  workers: [/\btext-generation-server\b/],
  mark: {
    ...plainMark,
    isLikely: (list) => isEveryRow(list, (row) => ownerOf(row) === textAt(row, 'id')),
    without: ['refused'],
    rulesOutEmpty: true,
    confirm: {
      path: '/info',
      isMatch: ({ json }) =>
        textAt(json, 'model_id') !== null &&
        countAt(json, 'max_total_tokens') !== null &&
        countAt(json, 'max_concurrent_requests') !== null,
    },
  },
  version: { path: '/info', at: ['version'] },
  quietPath: '/info',
  listsLoadedOnly: true,
  defects: ['error-shape', 'max-tokens'],
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const info = await jsonIfThere(ask.native('/info'));
    const task = textAt(info, 'model_pipeline_tag');
    return rows.map((row) => {
      const model = modelOfRow(row, ask);
      return withSources(
        {
          ...model,
          type: typeOf(task) ?? model.type,
          context: { loaded: countAt(info, 'max_total_tokens'), trained: null },
          loaded: true,
        },
        {
          ...(typeOf(task) === null ? {} : { type: '/info model_pipeline_tag' }),
          contextLoaded: '/info max_total_tokens',
          loaded: '/v1/models',
        },
      );
    });
  },
};

function typeOf(task: string | null): ModelType | null {
  if (task === 'text-generation' || task === 'image-text-to-text') return 'chat';
  return task === 'feature-extraction' ? 'embedding' : null;
}
