import type { Locale } from '../shared/i18n/index.ts';
import { localeFor } from '../shared/i18n/index.ts';

/** What the window speaks until the core says otherwise. */
export function browserLocale(): Locale {
  return localeFor(navigator.language);
}
