import type { Locale } from '../../shared/i18n/index.ts';

/** All that an export is rendered from. */
export interface ExportFacts {
  /** `http://127.0.0.1:9999/v1`, without a slash behind. */
  baseUrl: string;
  /** The local key, in clear. */
  key: string;
  locale: Locale;
  model: {
    /** `active`, or one model pinned by its qualified id. */
    name: string;
    /** How the window calls the model that answers now; null where none is known. */
    displayName: string | null;
    /** Tokens of context that it has loaded; null where its server does not say. */
    context: number | null;
  };
  /** The pinned embedding model; null where none is chosen. */
  embedding: { qualifiedId: string } | null;
  /** True where the demo would answer. */
  isDemo: boolean;
}

/** The name of ModelTray's entry in DB-GPT's own list of models. */
export const entryName = 'modeltray';
export const embeddingEntryName = 'modeltray-embedding';

/** Requests at a time that DB-GPT sent by default up to 0.6.3; its later default of 100 swamps one machine's server. */
export const concurrency = 5;

export function isPinned({ model }: ExportFacts): boolean {
  return model.name !== 'active';
}
