import type { PlaywrightTestOptions, PlaywrightWorkerOptions, Project } from '@playwright/test';
import type { Locale } from '../../../shared/i18n/index.ts';

export interface LocaleOptions {
  /** The language that the system of the test speaks, and with it the program and the browser. */
  language: Locale;
}

const browserLocales: Record<Locale, string> = { en: 'en-US', 'zh-CN': 'zh-CN' };

export function useLocale(
  language: Locale,
): Project<LocaleOptions & PlaywrightTestOptions, PlaywrightWorkerOptions> {
  return { name: language, use: { language, locale: browserLocales[language] } };
}
