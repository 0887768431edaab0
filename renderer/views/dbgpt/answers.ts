/** What a folded step says. Undefined while it is not answered. */
import type { Translate } from '../../../shared/i18n/index.ts';
import type { Draft } from './draft.ts';
import { isWhole } from './draft.ts';

export function answerToWhich({ for: target, version }: Draft, t: Translate): string | undefined {
  if (target === null) return undefined;
  const line = t(`dbgptPage.for.${target}`);
  return version === null ? line : `${line} · ${version}`;
}

export function answerToWhere(draft: Draft, t: Translate): string | undefined {
  if (!isWhole(draft)) return undefined;
  const { variant, place, folder, file } = draft;
  const goal = {
    folder: file ?? folder,
    own: t('dbgptPage.place.own'),
    copy: t('dbgptPage.place.copied'),
  };
  return `${t(`dbgptPage.variant.${variant}`)} · ${goal[place]}`;
}

/** `active` in words: who reads it here chose what stands behind it on Home. */
export function answerToModels(draft: Draft, t: Translate): string | undefined {
  const { models, embedding, rerank } = draft;
  if (!isWhole(draft)) return undefined;
  const chats = models.map((name) => (name === 'active' ? t('dbgptPage.models.active') : name));
  return [...chats, embedding, rerank].filter((name) => name !== null && name !== undefined).join(' · ');
}
