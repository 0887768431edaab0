import type { KindProfile } from './kind-profile.ts';
import { plainKind, plainMark, plainModels } from './openai-compatible.ts';

/** GPT4All (3, gpt4all-chat/src/server.cpp): a model list alone, with an owner that nobody else writes. No keys. */
export const gpt4all: KindProfile = {
  ...plainKind,
  kind: 'gpt4all',
  name: 'GPT4All',
  ports: [4891],
  processes: [/gpt4all/i],
  mark: { ...plainMark, owners: ['humanity'] },
  listModels: async (ask) => plainModels(await ask.api('/models'), ask),
};
