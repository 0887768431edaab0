import { arrayAt, countAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './openai-compatible.ts';

/** vLLM serves one model, loaded, and lists it with `owned_by: "vllm"` and the context it was started with. */
export const vllm: KindProfile = {
  kind: 'vllm',
  name: 'vLLM',
  defaultPort: 8000,
  fingerprint: {
    path: '/v1/models',
    isMatch: ({ json }) => (arrayAt(json, 'data') ?? []).some((row) => textAt(row, 'owned_by') === 'vllm'),
  },
  async listModels(ask) {
    const rows = modelRows(await ask.api('/models'));
    return rows.map((row) => ({
      ...modelOfRow(row, ask),
      context: { loaded: countAt(row, 'max_model_len'), trained: null },
      loaded: true,
    }));
  },
};
