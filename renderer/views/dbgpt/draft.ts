/** What the user has chosen so far on the DB-GPT page, and what it asks of the core. */
import type { CallInput } from '../../../shared/api.ts';
import type {
  ExportPlaceKind,
  ExportTarget,
  ExportVariant,
  KeptExport,
  WslNetwork,
} from '../../../shared/exports.ts';

export interface Draft {
  /** Null until the user says which DB-GPT it is. */
  for: ExportTarget | null;
  /** Of the DB-GPT in `folder`, where its files tell. */
  version: string | null;
  variant: ExportVariant;
  /** Null leaves it to the core. */
  wsl: WslNetwork | null;
  place: ExportPlaceKind;
  folder: string;
  /** One of the files of `folder`; null takes the usual one. */
  file: string | null;
  /** Aliases and qualified ids. */
  models: readonly string[];
  defaultModel: string | null;
  /** Null for none; undefined for the one that is chosen on Home. */
  embedding: string | null | undefined;
  rerank: string | null;
  withServerKey: boolean;
}

/** A draft in which nothing is left to be chosen. */
export type WholeDraft = Draft & { for: ExportTarget };

export const emptyDraft: Draft = {
  for: null,
  version: null,
  variant: 'local',
  wsl: null,
  place: 'folder',
  folder: '',
  file: null,
  models: ['active'],
  defaultModel: null,
  embedding: undefined,
  rerank: null,
  withServerKey: false,
};

/** The choice as it was kept the last time. */
export function draftOf(kept: KeptExport | null): Draft {
  if (kept === null) return emptyDraft;
  const { folder = '', file = null, defaultModel = null, rerank = null, wsl = null, version = null } = kept;
  const { variant, place, models, embedding } = kept;
  return {
    ...emptyDraft,
    for: kept.for,
    ...{ version, variant, wsl, place, folder, file, models, defaultModel, embedding, rerank },
  };
}

export function isWhole(draft: Draft): draft is WholeDraft {
  return draft.for !== null && draft.models.length > 0 && (draft.place !== 'folder' || draft.folder !== '');
}

/** DB-GPT 0.6.3 and older and its own 0.7 file have room for one model. */
export function takesSeveral(target: ExportTarget): boolean {
  return target === '0.7' || target === '0.8';
}

/** Places that fit: only a profile has a folder that is known without asking. */
export function placesFor({ for: target, variant }: Pick<Draft, 'for' | 'variant'>): ExportPlaceKind[] {
  return target === '0.8' && variant !== 'docker' ? ['own', 'folder', 'copy'] : ['folder', 'copy'];
}

/** A change with all that follows from it: what does not fit any more falls back. */
export function changed(draft: Draft, change: Partial<Draft>): Draft {
  const next = { ...draft, ...change };
  const places = placesFor(next);
  const models = next.for === null || takesSeveral(next.for) ? next.models : next.models.slice(0, 1);
  const isOther = next.folder !== draft.folder;
  return {
    ...next,
    models,
    place: places.includes(next.place) ? next.place : (places[0] ?? 'copy'),
    file: next.for !== draft.for || isOther ? (change.file ?? null) : next.file,
    version: isOther ? (change.version ?? null) : next.version,
    defaultModel: models.includes(next.defaultModel ?? '') ? next.defaultModel : null,
    withServerKey: next.variant === 'direct' && next.withServerKey,
  };
}

type Choice = Omit<CallInput<'keepExport'>, 'place' | 'folder' | 'file'>;

function chosen({ defaultModel, wsl, version, ...draft }: WholeDraft): Choice {
  const { variant, models, embedding, rerank } = draft;
  return {
    for: draft.for,
    variant,
    models: [...models],
    rerank,
    ...(defaultModel === null ? {} : { defaultModel }),
    ...(embedding === undefined ? {} : { embedding }),
    ...(variant === 'wsl' && wsl !== null ? { wsl } : {}),
    ...(version === null ? {} : { version }),
  };
}

/** What the export is made of. */
export function choiceOf(draft: WholeDraft): CallInput<'renderExport'> {
  return { ...chosen(draft), withServerKey: draft.withServerKey };
}

/** Where it goes, as the core asks for it. */
export function placeOf({ place, folder, file }: Draft): { folder?: string; file?: string } {
  if (place !== 'folder') return {};
  return file === null ? { folder } : { file };
}

/** What is kept for the next time. */
export function keptOf(draft: WholeDraft): CallInput<'keepExport'> {
  const { place, folder, file } = draft;
  return {
    ...chosen(draft),
    place,
    ...(folder === '' ? {} : { folder }),
    ...(file === null ? {} : { file }),
  };
}

/** The title of the preview, by what is done with it. */
export function previewTitle(place: ExportPlaceKind): 'dbgptPage.preview.copy' | 'dbgptPage.preview' {
  return place === 'copy' ? 'dbgptPage.preview.copy' : 'dbgptPage.preview';
}

/** The name under which DB-GPT asks, if nothing else is chosen there. */
export function mainModel({ models, defaultModel }: Draft): string {
  return defaultModel ?? models[0] ?? 'active';
}
