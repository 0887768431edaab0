import { withSources } from '../../../shared/model.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/** LMDeploy (0.10, serve/openai/protocol.py) serves one model, loaded, and says nothing of its context. */
export const lmdeploy: KindProfile = {
  ...plainKind,
  kind: 'lmdeploy',
  name: 'LMDeploy',
  ports: [23333],
  processes: [/\blmdeploy\b/],
  mark: { ...plainMark, owners: ['lmdeploy'], rulesOutEmpty: true },
  listsLoadedOnly: true,
  defects: ['error-shape'],
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) =>
      withSources({ ...modelOfRow(row, ask), loaded: true }, { loaded: '/v1/models' }),
    );
  },
};
