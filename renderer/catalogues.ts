/**
 * The texts of one language, loaded when it is wanted: the window's build has this in the place of
 * `shared/i18n/catalogues.ts`, so that nobody loads the language that they do not read.
 */
import type { Catalogue } from '../shared/i18n/catalogues.ts';
import type { Locale } from '../shared/i18n/index.ts';

const loaders: Record<Locale, () => Promise<Catalogue>> = {
  en: () => import('../shared/i18n/en/index.ts').then(({ en }) => en),
  'zh-CN': () => import('../shared/i18n/zh-cn/index.ts').then(({ zhCn }) => zhCn),
};
const loaded = new Map<Locale, Catalogue>();

/** To be awaited before anything is said in that language. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (!loaded.has(locale)) loaded.set(locale, await loaders[locale]());
}

export function catalogueOf(locale: Locale): Catalogue {
  const catalogue = loaded.get(locale);
  if (catalogue === undefined) throw new Error(`the texts of ${locale} were not loaded`);
  return catalogue;
}
