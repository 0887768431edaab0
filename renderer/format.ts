import type { Locale, Translate } from '../shared/i18n/index.ts';

export interface Format {
  count: (value: number) => string;
  /** `420 ms`, `1.8 s`. */
  duration: (ms: number) => string;
  /** Tokens as model cards write them: 8,192 is `8K`, 131,072 is `128K`, 1,000,000 is `1M`; odd numbers in full. */
  tokens: (value: number) => string;
}

export function createFormat(locale: Locale, t: Translate): Format {
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return {
    count: (value) => whole.format(value),
    duration: (ms) =>
      ms < 1000
        ? t('window.unit.ms', { value: whole.format(Math.max(0, Math.round(ms))) })
        : t('window.unit.s', { value: tenths.format(ms / 1000) }),
    tokens: (value) => shortTokens(value) ?? whole.format(value),
  };
}

function shortTokens(value: number): string | null {
  if (value >= 1_000_000 && value % 1_000_000 === 0) return `${value / 1_000_000}M`;
  if (value >= 1024 && value % 1024 === 0) return `${value / 1024}K`;
  return value >= 1000 && value % 1000 === 0 ? `${value / 1000}K` : null;
}
