import { en } from './en/index.ts';
import type { Locale, MessageKey } from './index.ts';
import { zhCn } from './zh-cn/index.ts';

export type Catalogue = Readonly<Record<MessageKey, string>>;

const catalogues: Record<Locale, Catalogue> = { en, 'zh-CN': zhCn };

/** Every text of one language. The window's build puts `renderer/catalogues.ts` here, which loads one at a time. */
export function catalogueOf(locale: Locale): Catalogue {
  return catalogues[locale];
}
