import { withSources } from '../../../shared/model.ts';
import type { KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';
import { plainKind, plainMark } from './openai-compatible.ts';

/** The server inside ModelTray, and the same started alone: nothing to load. Nobody looks for it. */
export const demo: KindProfile = {
  ...plainKind,
  kind: 'demo',
  name: 'Demo',
  mark: { ...plainMark, owners: ['modeltray'] },
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
