import { withSources } from '../../../shared/model.ts';
import { objectAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, modelOfRow, modelRows, ownerOf } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/**
 * text-generation-webui (modules/api/models.py) lists the loaded model alone, with `owned_by: "user"` and `created: 0`,
 * and nothing while none is loaded. With a key, every path asks for it.
 */
export const textGenerationWebui: KindProfile = {
  ...plainKind,
  kind: 'text-generation-webui',
  name: 'text-generation-webui',
  ports: [5000],
  processes: [/text-generation-webui/, /\btextgen\b/],
  workers: [/llama_cpp_binaries/],
  mark: {
    ...plainMark,
    isLikely: (list) => isEveryRow(list, (row) => ownerOf(row) === 'user' && objectAt(row)?.created === 0),
    without: ['refused'],
    confirm: {
      path: '/v1/internal/model/info',
      isMatch: ({ json }) => textAt(json, 'model_name') !== null && objectAt(json)?.lora_names !== undefined,
    },
  },
  quietPath: '/v1/internal/model/info',
  listsLoadedOnly: true,
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) =>
      withSources({ ...modelOfRow(row, ask), loaded: true }, { loaded: '/v1/models' }),
    );
  },
};
