import { withSources } from '../../../shared/model.ts';
import { objectAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { isEveryRow, modelOfRow, modelRows, ownerOf } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/**
 * Jan (0.7, src-tauri/src/core/server) lists the models that run, each with `created: 1`, and beside them those of the
 * providers that its user has entered, as `owned_by: "remote"`. Its own description is open where it asks for a key or
 * refuses a host.
 */
export const jan: KindProfile = {
  ...plainKind,
  kind: 'jan',
  name: 'Jan',
  ports: [1337],
  processes: [/^jan(\.exe)?$/i],
  workers: [/[\\/]jan[\\/].*llama-server/i],
  mark: {
    ...plainMark,
    isLikely: (list) =>
      isEveryRow(list, (row) => objectAt(row)?.created === 1) ||
      /^(Missing authorization header|Invalid or missing authorization token|Invalid host header)$/.test(
        list.text,
      ),
    without: ['refused'],
    confirm: {
      path: '/openapi.json',
      isMatch: ({ json }) => /^Jan API\b/.test(textAt(json, 'info', 'title') ?? ''),
    },
  },
  quietPath: '/openapi.json',
  defects: ['error-shape'],
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) => {
      const isRemote = ownerOf(row) === 'remote';
      const model = modelOfRow(row, ask);
      return isRemote
        ? withSources({ ...model, location: 'unknown' }, { location: '/v1/models owned_by' })
        : withSources({ ...model, loaded: true }, { loaded: '/v1/models' });
    });
  },
};
