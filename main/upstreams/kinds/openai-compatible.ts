import type { DescribedModel, ModelInfo } from '../../../shared/model.ts';
import { unknownModel, withSources } from '../../../shared/model.ts';
import { locationOfHost } from '../../../shared/location.ts';
import type { Answer, Ask } from '../ask.ts';
import { arrayAt, textAt } from '../read-json.ts';
import type { KindProfile } from './kind-profile.ts';
import { NotAModelList } from './kind-profile.ts';

/** The rows of a `GET /v1/models` (OpenAI API reference, "List models"). */
export function modelRows(answer: Answer): unknown[] {
  const rows = answer.status === 200 ? arrayAt(answer.json, 'data') : null;
  if (rows === null) throw new NotAModelList(answer);
  return rows.filter((row) => textAt(row, 'id') !== null);
}

/** A row of which only the id is known, at the location of its server. */
export function modelOfRow(row: unknown, ask: Ask): ModelInfo {
  return unknownModel(textAt(row, 'id') ?? '', locationOfHost(ask.address.host));
}

/** What a kind has unless it says otherwise: the OpenAI API and nothing beside it. */
export const plainKind = {
  ports: [],
  processes: [],
  workers: [],
  version: null,
  modelListPath: '/models',
  quietPath: '/v1/models',
  isLoading: () => false,
  listsLoadedOnly: false,
  forwards: false,
  defects: [],
  raiseContext: 'context.raise.other',
} as const satisfies Partial<KindProfile>;

export const openaiCompatible: KindProfile = {
  ...plainKind,
  kind: 'openai-compatible',
  name: 'OpenAI-compatible',
  isAnySoftware: true,
  mark: { owners: [], header: null, isProof: false, confirm: null },
  listModels: async (ask) => plainModels(await ask.api('/models'), ask),
};

/** Models of which the list says the id only. */
export function plainModels(list: Answer, ask: Ask): DescribedModel[] {
  return modelRows(list).map((row) => withSources(modelOfRow(row, ask), {}));
}
