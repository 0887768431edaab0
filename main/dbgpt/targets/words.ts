/** What the comments of a file say of its values, each on one line. */
import { createTranslate } from '../../../shared/i18n/index.ts';
import type { Translate } from '../../../shared/i18n/index.ts';
import { defaultModelOf, isPinned } from '../facts.ts';
import type { ExportFacts, ExportModel, ModelAddress } from '../facts.ts';

export interface Words {
  t: Translate;
  address: string;
  model(model: ExportModel): string;
  key(at: ModelAddress): string;
  context(model: ExportModel): string;
}

export function createWords({ locale, variant }: Pick<ExportFacts, 'locale' | 'variant'>): Words {
  const t = createTranslate(locale);
  const isDirect = variant === 'direct';
  return {
    t,
    address: t(isDirect ? 'export.comment.url.direct' : 'export.comment.url'),
    model(model) {
      if (isDirect) return t('export.comment.direct');
      return t(isPinned(model) ? 'export.comment.pinned' : 'export.comment.alias', {
        model: shown(model.name),
      });
    },
    key: ({ keyKind }) => t(`export.comment.key.${keyKind}`),
    context: ({ name, displayName }) => t('export.comment.context', { model: shown(displayName ?? name) }),
  };
}

/** A server's name may hold anything; a line break in a comment would start a line of the file. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]+/gu, ' ');
}

function shown(name: string): string {
  return oneLine(name);
}

/** The model that the notes are about. */
export function defaultName(facts: ExportFacts): string {
  const { displayName, name } = defaultModelOf(facts);
  return displayName ?? name;
}
