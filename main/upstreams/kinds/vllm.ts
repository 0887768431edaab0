import { withSources } from '../../../shared/model.ts';
import { countAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/**
 * vLLM (0.11, entrypoints/openai) serves one model, loaded, and lists it with `owned_by: "vllm"` and the context that it
 * was started with. With `--api-key` all under `/v1` is refused with `{"error":"Unauthorized"}`; `/version` stays open.
 */
export const vllm: KindProfile = {
  ...plainKind,
  kind: 'vllm',
  name: 'vLLM',
  ports: [8000],
  processes: [/\bvllm\b/],
  workers: [/VLLM::/],
  mark: {
    ...plainMark,
    owners: ['vllm'],
    isLikely: ({ status, json }) => status === 401 && textAt(json, 'error') === 'Unauthorized',
    without: ['refused'],
    rulesOutEmpty: true,
    confirm: { path: '/version', isMatch: ({ json }) => textAt(json, 'version') !== null },
  },
  version: { path: '/version', at: ['version'] },
  quietPath: '/version',
  busy: {
    path: '/metrics',
    isBusy({ text }) {
      const running = [...text.matchAll(/^vllm:num_requests_running(?:\{[^}]*\})? ([\d.]+)$/gm)];
      return running.length === 0 ? null : running.some(([, count]) => Number(count) > 0);
    },
  },
  listsLoadedOnly: true,
  defects: ['max-tokens'],
  acceptsIncludeUsage: true,
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) =>
      withSources(
        {
          ...modelOfRow(row, ask),
          context: { loaded: countAt(row, 'max_model_len'), trained: null },
          loaded: true,
        },
        { contextLoaded: '/v1/models max_model_len', loaded: '/v1/models' },
      ),
    );
  },
};
