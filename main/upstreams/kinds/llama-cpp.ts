import type { ModelInfo } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { arrayAt, countAt, objectAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './openai-compatible.ts';

/**
 * llama.cpp's llama-server (b10587) says `Server: llama.cpp` on every answer, 401, 404 and 503 included. `/health` and
 * `/v1/models` do not reset its idle-sleep timer. In router mode a row has a `status` instead of a `meta`.
 */
export const llamaCpp: KindProfile = {
  kind: 'llama-cpp',
  name: 'llama.cpp',
  defaultPort: 8080,
  fingerprint: { path: '/health', isMatch: ({ headers }) => headers['server'] === 'llama.cpp' },
  async listModels(ask) {
    const answer = await ask.api('/models');
    const described = arrayAt(answer.json, 'models') ?? [];
    return modelRows(answer).map((row) => toModel(row, described, ask));
  },
};

function toModel(row: unknown, described: readonly unknown[], ask: Ask): ModelInfo {
  const model = modelOfRow(row, ask);
  const meta = objectAt(row, 'meta');
  const status = textAt(row, 'status', 'value');
  const params = countAt(meta, 'n_params');
  const can =
    arrayAt(
      described.find((one) => textAt(one, 'model') === model.id),
      'capabilities',
    ) ?? [];
  return {
    ...model,
    type: can.includes('embedding') && !can.includes('completion') ? 'embedding' : model.type,
    context: { loaded: countAt(meta, 'n_ctx'), trained: countAt(meta, 'n_ctx_train') },
    quantization: textAt(meta, 'ftype'),
    parameters: params === null ? null : inBillions(params),
    loaded: status === null ? meta !== null || null : status === 'loaded',
  };
}

/** `8.2B`, `4.18M`. */
function inBillions(params: number): string {
  return params >= 1e9
    ? `${Number((params / 1e9).toPrecision(3))}B`
    : `${Number((params / 1e6).toPrecision(3))}M`;
}
