import type { DescribedModel, ModelType } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { countAt, isTrueAt, objectAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * KoboldCpp 1.115 answers Ollama's `/api/version` and `/api/tags` and llama.cpp's `/props` as well; what is its own is
 * the `Server` header (`ConcedoLlamaForKoboldServer` in older ones) and all under `/api/extra`. HTTP/1.0, and it closes
 * after each answer. Its model list stays open where generations need a key.
 */
export const koboldcpp: KindProfile = {
  ...plainKind,
  kind: 'koboldcpp',
  name: 'KoboldCpp',
  ports: [5001],
  processes: [/^koboldcpp/i, /\bkoboldcpp(\.py)?\b/i],
  mark: {
    ...plainMark,
    owners: ['koboldcpp'],
    header: { name: 'server', pattern: /^(KoboldCppServer|ConcedoLlamaForKoboldServer)/ },
    rulesOutEmpty: true,
    imitates: ['ollama', 'llama-cpp'],
    confirm: {
      path: '/api/extra/version',
      isMatch: ({ json }) => textAt(json, 'result') === 'KoboldCpp',
    },
  },
  version: { path: '/api/extra/version', at: ['version'] },
  quietPath: '/api/extra/version',
  busy: {
    path: '/api/extra/perf',
    isBusy: ({ json }) => {
      const idle = objectAt(json)?.idle;
      return typeof idle === 'number' ? idle === 0 : null;
    },
  },
  listsLoadedOnly: true,
  defects: ['error-shape', 'silent-truncation', 'runs-on-after-abort', 'max-tokens'],
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    const parts = await jsonIfThere(ask.native('/api/extra/version'));
    const context = await jsonIfThere(ask.native('/api/extra/true_max_context_length'));
    return rows.map((row) => toModel(row, parts, context, ask));
  },
};

function toModel(row: unknown, parts: unknown, context: unknown, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const isTold = textAt(parts, 'result') !== null;
  return withSources(
    {
      ...model,
      type: isTold ? typeOf(parts) : model.type,
      context: { loaded: countAt(context, 'value'), trained: null },
      loaded: true,
      capabilities: isTold ? (isTrueAt(parts, 'vision') ? ['vision'] : []) : null,
    },
    {
      ...(isTold ? { type: '/api/extra/version llm, embeddings' } : {}),
      contextLoaded: '/api/extra/true_max_context_length value',
      loaded: '/v1/models',
      capabilities: '/api/extra/version vision',
    },
  );
}

/** It is started with a text model, an embedding model, or both under one name. */
function typeOf(parts: unknown): ModelType {
  if (isTrueAt(parts, 'llm')) return 'chat';
  return isTrueAt(parts, 'embeddings') ? 'embedding' : 'other';
}
