import type { ExportVariant } from '../../shared/exports.ts';
import type { Locale } from '../../shared/i18n/index.ts';
import type { WslSetup } from './targets/addresses.ts';

/**
 * `modeltray`: ModelTray's own. `server`: the server's. `none`: the server asks for none, so it is only a filler.
 * `missing`: the server asks for one, and the user did not ask for it, so it is a filler too.
 */
export type KeyKind = 'modeltray' | 'server' | 'none' | 'missing';

/** Where a model answers, as DB-GPT will see it. */
export interface ModelAddress {
  /** `http://127.0.0.1:9999/v1`, without a slash behind. */
  baseUrl: string;
  /** In clear. Never empty: DB-GPT does not start with an empty one. */
  key: string;
  keyKind: KeyKind;
}

export interface ExportModel extends ModelAddress {
  /** As the user chose it: an alias, or a qualified id. */
  name: string;
  /** What DB-GPT sends as the model: the same, or with `direct` the id as the server lists it. */
  backend: string;
  /** How the window calls the model that answers now; null where none is known. */
  displayName: string | null;
  /** Tokens of context that it has loaded; null where its server does not say. */
  context: number | null;
}

/** A pinned model that serves knowledge bases. */
export interface PinnedModel extends ModelAddress {
  qualifiedId: string;
  backend: string;
}

/** All that an export is rendered from. */
export interface ExportFacts {
  locale: Locale;
  variant: ExportVariant;
  /** In the user's order, each once, at least one. */
  models: readonly ExportModel[];
  /** `name` of the one that DB-GPT starts with. */
  defaultModel: string;
  embedding: PinnedModel | null;
  rerank: PinnedModel | null;
  /** Tokens that DB-GPT's agents may fill; null where no context is known. */
  agentContext: number | null;
  /** DB-GPT's version where it is known. */
  version: string | null;
  /** False where ModelTray does not listen where DB-GPT would look for it: a container, a network of WSL's own. */
  isReachable: boolean;
  wsl: WslSetup;
  /** True where the demo would answer. */
  isDemo: boolean;
}

/** Stands where no key is to stand, since DB-GPT does not start with an empty line. */
export const fillerKey = 'no-key-needed';

/** Stands where a key would. Nobody can take it for one, and it tells nothing of the key, not even its length. */
export const maskedKey = 'sk-••••••••';

/** Requests at a time that DB-GPT sent by default up to 0.6.3; its later default of 100 swamps one machine's server. */
export const concurrency = 5;

/** The name under which `active` is asked for: the model changes behind it. */
export const activeAlias = 'active';

export function defaultModelOf({ models, defaultModel }: ExportFacts): ExportModel {
  const [first] = models;
  const found = models.find(({ name }) => name === defaultModel) ?? first;
  if (found === undefined) throw new RangeError('an export needs a model');
  return found;
}

/** A qualified id holds a slash and an alias never does. */
export function isPinned({ name }: Pick<ExportModel, 'name'>): boolean {
  return name.includes('/');
}

/** The same with every key that is worth hiding masked; different keys stay different. */
export function withMaskedKeys(facts: ExportFacts): ExportFacts {
  const keys = keysIn(facts);
  const mask = <At extends ModelAddress>(at: At): At =>
    isFiller(at) ? at : { ...at, key: maskNumber(keys.indexOf(at.key)) };
  return {
    ...facts,
    models: facts.models.map(mask),
    embedding: facts.embedding === null ? null : mask(facts.embedding),
    rerank: facts.rerank === null ? null : mask(facts.rerank),
  };
}

function isFiller({ keyKind }: ModelAddress): boolean {
  return keyKind === 'none' || keyKind === 'missing';
}

function maskNumber(at: number): string {
  return at === 0 ? maskedKey : `${maskedKey}(${at + 1})`;
}

/** The keys that a rendered text holds. */
export function keysIn({ models, embedding, rerank }: ExportFacts): string[] {
  const at: (ModelAddress | null)[] = [...models, embedding, rerank];
  const keys = at.flatMap((one) => (one === null || isFiller(one) ? [] : [one.key]));
  return [...new Set(keys)];
}
