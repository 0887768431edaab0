import type { DescribedModel } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
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
  ports: [8080, 9931],
  processes: [/^llama(-server)?(\.exe)?$/i],
  workers: [],
  mark: {
    owners: ['llamacpp'],
    header: { name: 'server', pattern: /^llama\.cpp/ },
    isProof: true,
    confirm: null,
  },
  version: { path: '/props', at: ['build_info'] },
  modelListPath: '/models',
  quietPath: '/health',
  isLoading: ({ status, json }) => status === 503 && /loading/i.test(textAt(json, 'error', 'message') ?? ''),
  listsLoadedOnly: false,
  forwards: false,
  defects: [],
  acceptsIncludeUsage: true,
  raiseContext: 'context.raise.llama-cpp',
  async listModels(ask) {
    const answer = await ask.api('/models');
    const described = arrayAt(answer.json, 'models') ?? [];
    return modelRows(answer).map((row) => toModel(row, described, ask));
  },
};

function toModel(row: unknown, described: readonly unknown[], ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const meta = objectAt(row, 'meta');
  const status = textAt(row, 'status', 'value');
  const params = countAt(meta, 'n_params');
  const can =
    arrayAt(
      described.find((one) => textAt(one, 'model') === model.id),
      'capabilities',
    ) ?? [];
  return withSources(
    {
      ...model,
      type: can.includes('embedding') && !can.includes('completion') ? 'embedding' : model.type,
      context: { loaded: countAt(meta, 'n_ctx'), trained: countAt(meta, 'n_ctx_train') },
      quantization: textAt(meta, 'ftype'),
      parameters: params === null ? null : inBillions(params),
      loaded: status === null ? meta !== null || null : status === 'loaded',
    },
    {
      ...(can.length === 0 ? {} : { type: '/v1/models capabilities' }),
      contextLoaded: '/v1/models meta.n_ctx',
      contextTrained: '/v1/models meta.n_ctx_train',
      quantization: '/v1/models meta.ftype',
      parameters: '/v1/models meta.n_params',
      loaded: status === null ? '/v1/models meta' : '/v1/models status',
    },
  );
}

/** `8.2B`, `4.18M`. */
function inBillions(params: number): string {
  return params >= 1e9
    ? `${Number((params / 1e9).toPrecision(3))}B`
    : `${Number((params / 1e6).toPrecision(3))}M`;
}
