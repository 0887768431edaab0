import type { DescribedModel } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Ask } from '../ask.ts';
import { arrayAt, countAt, isTrueAt, objectAt, textAt, textsAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';
import { jsonIfThere } from './optional.ts';

/**
 * llama.cpp's llama-server (b10587) says `Server: llama.cpp` on every answer, 401, 404 and 503 included. `/health`,
 * `/props` and `/v1/models` do not reset its idle-sleep timer. In router mode a row has a `status`, and a `meta` only
 * while it is loaded; `/props` then speaks of the router.
 */
export const llamaCpp: KindProfile = {
  ...plainKind,
  kind: 'llama-cpp',
  name: 'llama.cpp',
  ports: [8080, 9931],
  processes: [/^llama(-server)?(\.exe)?$/i],
  mark: {
    ...plainMark,
    owners: ['llamacpp'],
    header: { name: 'server', pattern: /^llama\.cpp/ },
    rulesOutEmpty: true,
    confirm: {
      path: '/props',
      isMatch: ({ headers }) => /^llama\.cpp/.test(String(headers['server'] ?? '')),
    },
  },
  version: { path: '/props', at: ['build_info'] },
  quietPath: '/health',
  busy: {
    path: '/slots',
    isBusy({ json }) {
      const slots = Array.isArray(json) ? json.map((slot) => objectAt(slot)?.['is_processing']) : [];
      return slots.length === 0 ? null : slots.includes(true);
    },
  },
  acceptsIncludeUsage: true,
  async listModels(ask) {
    const answer = await ask.api('/models');
    const rows = modelRows(answer);
    const props = await jsonIfThere(ask.native('/props'));
    const isRouter = textAt(props, 'role') === 'router';
    const described = arrayAt(answer.json, 'models') ?? [];
    return rows.map((row) => toModel(row, { described, props: isRouter ? null : props }, ask));
  },
};

interface Beside {
  /** Ollama-like rows that it lists beside OpenAI's. */
  described: readonly unknown[];
  /** What it says of its one model. */
  props: unknown;
}

function toModel(row: unknown, { described, props }: Beside, ask: Ask): DescribedModel {
  const model = modelOfRow(row, ask);
  const meta = objectAt(row, 'meta');
  const status = textAt(row, 'status', 'value');
  const params = countAt(meta, 'n_params');
  const can = textsAt(
    described.find((one) => textAt(one, 'model') === model.id),
    'capabilities',
  );
  const isSleeping = isTrueAt(props, 'is_sleeping');
  return withSources(
    {
      ...model,
      type: can?.includes('embedding') === true && !can.includes('completion') ? 'embedding' : model.type,
      context: { loaded: countAt(meta, 'n_ctx'), trained: countAt(meta, 'n_ctx_train') },
      quantization: textAt(meta, 'ftype'),
      parameters: params === null ? null : inBillions(params),
      loaded: status === null ? (meta === null ? null : !isSleeping) : status === 'loaded',
      capabilities: capabilitiesOf(props),
    },
    {
      ...(can === null ? {} : { type: '/v1/models capabilities' }),
      contextLoaded: '/v1/models meta.n_ctx',
      contextTrained: '/v1/models meta.n_ctx_train',
      quantization: '/v1/models meta.ftype',
      parameters: '/v1/models meta.n_params',
      loaded: status !== null ? '/v1/models status' : isSleeping ? '/props is_sleeping' : '/v1/models meta',
      capabilities: '/props chat_template_caps, modalities',
    },
  );
}

function capabilitiesOf(props: unknown): string[] | null {
  const [template, modalities] = [objectAt(props, 'chat_template_caps'), objectAt(props, 'modalities')];
  if (template === null && modalities === null) return null;
  return [
    ...(isTrueAt(template, 'supports_tools') ? ['tools'] : []),
    ...(isTrueAt(modalities, 'vision') ? ['vision'] : []),
  ];
}

/** `8.2B`, `4.18M`. */
function inBillions(params: number): string {
  return params >= 1e9
    ? `${Number((params / 1e9).toPrecision(3))}B`
    : `${Number((params / 1e6).toPrecision(3))}M`;
}
