import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Answer, Ask } from '../ask.ts';
import { arrayAt, countAt, objectAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * LocalAI (4, core/http/routes) answers Ollama's paths too, `/api/version` with a number that is none of its own, so
 * it is ruled out before Ollama is believed: by `/.well-known/localai.json`, which needs no key. Its rows have an id and
 * nothing else. `/v1/models/capabilities` and `/system` load nothing; a key without rights may not see the latter.
 */
export const localai: KindProfile = {
  ...plainKind,
  kind: 'localai',
  name: 'LocalAI',
  ports: [8080],
  processes: [/^local-?ai/i],
  workers: [/^llama-cpp-(avx\w*|fallback|grpc)/],
  mark: {
    ...plainMark,
    isLikely: (list) => isEveryRow(list, isBare) || isStarting(list),
    without: ['refused', 'loading'],
    imitates: ['ollama'],
    confirm: {
      path: '/.well-known/localai.json',
      isMatch: (answer) =>
        (textAt(answer.json, 'version') !== null && objectAt(answer.json, 'endpoints') !== null) ||
        isStarting(answer),
    },
  },
  version: { path: '/.well-known/localai.json', at: ['version'] },
  quietPath: '/readyz',
  isLoading: isStarting,
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const described = arrayAt(await jsonIfThere(ask.api('/models/capabilities')), 'data') ?? [];
    const loaded = arrayAt(await jsonIfThere(ask.native('/system')), 'loaded_models');
    return rows.map((row) => toModel(row, described, loaded, ask));
  },
};

/** 503 `{"status":"starting","reason":"startup preload in progress"}`. */
function isStarting({ status, json }: Answer): boolean {
  return status === 503 && textAt(json, 'status') === 'starting';
}

function isBare(row: unknown): boolean {
  const names = Object.keys(objectAt(row) ?? {});
  return textAt(row, 'object') === 'model' && names.length === 2;
}

function toModel(
  row: unknown,
  described: readonly unknown[],
  loaded: readonly unknown[] | null,
  ask: Ask,
): DescribedModel {
  const model = modelOfRow(row, ask);
  const beside = described.find((one) => textAt(one, 'id') === model.id);
  const can = textsAt(beside, 'capabilities');
  const input = textsAt(beside, 'input_modalities');
  return withSources(
    {
      ...model,
      type: can === null ? model.type : typeOf(can),
      context: { loaded: countAt(beside, 'context_size'), trained: null },
      loaded: loaded === null ? null : loaded.some((one) => textAt(one, 'id') === model.id),
      capabilities:
        can === null
          ? null
          : [
              ...(can.includes('tools') ? ['tools'] : []),
              ...(can.includes('vision') || input?.includes('image') === true ? ['vision'] : []),
            ],
    },
    {
      ...(can === null ? {} : { type: '/v1/models/capabilities capabilities' }),
      contextLoaded: '/v1/models/capabilities context_size',
      loaded: '/system loaded_models',
      capabilities: '/v1/models/capabilities capabilities, input_modalities',
    },
  );
}

function typeOf(can: readonly string[]): ModelType {
  if (can.includes('chat') || can.includes('completion')) return 'chat';
  if (can.includes('embeddings')) return 'embedding';
  return can.includes('rerank') ? 'rerank' : 'other';
}
