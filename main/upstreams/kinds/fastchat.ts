import { withSources } from '../../../shared/model.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/** FastChat (0.2, protocol/api_protocol.py) lists what its workers have loaded; nothing says with how much context. */
export const fastchat: KindProfile = {
  ...plainKind,
  kind: 'fastchat',
  name: 'FastChat',
  ports: [8000],
  processes: [/\bfastchat\.serve\.openai_api_server\b/],
  workers: [/\bfastchat\.serve\.(controller|\w*worker)\b/],
  mark: { ...plainMark, owners: ['fastchat'] },
  listsLoadedOnly: true,
  defects: ['error-shape'],
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) =>
      withSources({ ...modelOfRow(row, ask), loaded: true }, { loaded: '/v1/models' }),
    );
  },
};
