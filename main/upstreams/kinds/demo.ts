import type { KindProfile } from './kind-profile.ts';
import { openaiCompatible } from './openai-compatible.ts';

/** The server inside ModelTray: nothing to find, nothing to load. */
export const demo: KindProfile = {
  kind: 'demo',
  name: 'Demo',
  defaultPort: null,
  fingerprint: null,
  async listModels(ask) {
    const models = await openaiCompatible.listModels(ask);
    return models.map((model) => ({ ...model, loaded: true, context: { loaded: 8192, trained: null } }));
  },
};
