import type { DescribedModel } from '../../../shared/model.ts';
import { withSources } from '../../../shared/model.ts';
import type { Answer, Ask } from '../ask.ts';
import { countAt, textAt } from '../read-json.ts';
import type { KindMark, KindProfile } from './kind-profile.ts';
import { modelOfRow, modelRows } from './model-list.ts';

/** What a mark has unless it says otherwise: nothing that shows a software. */
export const plainMark = {
  owners: [],
  header: null,
  without: [],
  imitates: [],
  confirm: null,
} as const satisfies KindMark;

/** What a kind has unless it says otherwise: the OpenAI API and nothing beside it. */
export const plainKind = {
  ports: [],
  processes: [],
  workers: [],
  mark: plainMark,
  basePath: null,
  version: null,
  modelListPath: '/models',
  quietPath: '/v1/models',
  isLoading: saysLoading,
  listsLoadedOnly: false,
  forwards: false,
  defects: [],
} as const satisfies Partial<KindProfile>;

export const openaiCompatible: KindProfile = {
  ...plainKind,
  kind: 'openai-compatible',
  name: 'OpenAI-compatible',
  isAnySoftware: true,
  listModels: async (ask) => plainModels(await ask.api('/models'), ask),
};

/** Models of which the list says the id, and at best how much context a request may have. */
export function plainModels(list: Answer, ask: Ask): DescribedModel[] {
  return modelRows(list).map((row) => {
    const context = contextOf(row);
    return withSources(
      { ...modelOfRow(row, ask), context: { loaded: context?.tokens ?? null, trained: null } },
      context === null ? {} : { contextLoaded: `/v1/models ${context.field}` },
    );
  });
}

/**
 * Where servers write beside the OpenAI API how much context a request may have: vLLM and what is built on it, OpenRouter
 * and Moonshot, Groq, Mistral.
 */
const contextFields = ['max_model_len', 'context_length', 'context_window', 'max_context_length'] as const;

function contextOf(row: unknown): { field: string; tokens: number } | null {
  for (const field of contextFields) {
    const tokens = countAt(row, field);
    if (tokens !== null) return { field, tokens };
  }
  return null;
}

/** 503 whose error says so, as llama.cpp words it: `Loading model`. */
function saysLoading({ status, json }: Answer): boolean {
  return status === 503 && /\bloading\b/i.test(textAt(json, 'error', 'message') ?? '');
}
