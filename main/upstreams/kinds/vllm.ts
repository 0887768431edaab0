import { withSources } from '../../../shared/model.ts';
import { countAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows, plainKind } from './openai-compatible.ts';

/** vLLM serves one model, loaded, and lists it with `owned_by: "vllm"` and the context it was started with. */
export const vllm: KindProfile = {
  ...plainKind,
  kind: 'vllm',
  name: 'vLLM',
  ports: [8000],
  processes: [/\bvllm\b/],
  workers: [/VLLM::/],
  mark: { owners: ['vllm'], header: null, isProof: true, confirm: null },
  version: { path: '/version', at: ['version'] },
  quietPath: '/version',
  listsLoadedOnly: true,
  defects: ['max-tokens'],
  acceptsIncludeUsage: true,
  raiseContext: 'context.raise.vllm',
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
