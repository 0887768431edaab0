import { withSources } from '../../../shared/model.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows, plainKind } from './openai-compatible.ts';

/** The server inside ModelTray: nothing to find, nothing to load. */
export const demo: KindProfile = {
  ...plainKind,
  kind: 'demo',
  name: 'Demo',
  mark: { owners: [], header: null, isProof: false, confirm: null },
  listsLoadedOnly: true,
  acceptsIncludeUsage: true,
  async listModels(ask) {
    return modelRows(await ask.api('/models')).map((row) =>
      withSources(
        { ...modelOfRow(row, ask), loaded: true, context: { loaded: 8192, trained: null } },
        { loaded: 'built in', contextLoaded: 'built in' },
      ),
    );
  },
};
