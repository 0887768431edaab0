import type { DescribedModel } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { countAt, isTrueAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * SGLang (0.5, srt/entrypoints/http_server.py) lists its one model with `owned_by: "sglang"`. Never ask `/health`: it
 * generates a token to see whether it can. `/model_info` and `/server_info` generate nothing.
 */
export const sglang: KindProfile = {
  ...plainKind,
  kind: 'sglang',
  name: 'SGLang',
  ports: [30000],
  processes: [/\bsglang\b/],
  workers: [/sglang::/],
  mark: {
    ...plainMark,
    owners: ['sglang'],
    without: ['refused'],
    rulesOutEmpty: true,
    imitates: ['ollama'],
  },
  version: { path: '/server_info', at: ['version'] },
  quietPath: '/model_info',
  listsLoadedOnly: true,
  defects: ['error-shape', 'max-tokens'],
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const info = await jsonIfThere(ask.native('/model_info'));
    const started = await jsonIfThere(ask.native('/server_info'));
    return rows.map((row) => toModel(row, info, started, ask));
  },
};

function toModel(row: unknown, info: unknown, started: unknown, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const isEmbedding = hasField(info, 'is_generation') && !isTrueAt(info, 'is_generation');
  return withSources(
    {
      ...model,
      type: isEmbedding && model.type === 'chat' ? 'embedding' : model.type,
      context: { loaded: countAt(row, 'max_model_len'), trained: null },
      quantization: textAt(started, 'quantization'),
      loaded: true,
      capabilities: hasField(info, 'has_image_understanding')
        ? isTrueAt(info, 'has_image_understanding')
          ? ['vision']
          : []
        : null,
    },
    {
      ...(hasField(info, 'is_generation') ? { type: '/model_info is_generation' } : {}),
      contextLoaded: '/v1/models max_model_len',
      quantization: '/server_info quantization',
      loaded: '/v1/models',
      capabilities: '/model_info has_image_understanding',
    },
  );
}

function hasField(info: unknown, name: string): boolean {
  return typeof info === 'object' && info !== null && Object.hasOwn(info, name);
}
