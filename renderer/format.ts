import { shortTokens } from '../shared/context.ts';
import type { Locale, Translate } from '../shared/i18n/index.ts';

export interface Format {
  count: (value: number) => string;
  /** `18.4`; whole at nought and from a hundred on, where a tenth says nothing. */
  tenths: (value: number) => string;
  /** `420 ms`, `1.8 s`. */
  duration: (ms: number) => string;
  /** Times below a second with a tenth: `0.4 ms`. */
  fineDuration: (ms: number) => string;
  /** Tokens as model cards write them: 8,192 is `8K`, 131,072 is `128K`, 1,000,000 is `1M`; odd numbers in full. */
  tokens: (value: number) => string;
  /** Date and time of a moment, in milliseconds since the epoch. */
  moment: (at: number) => string;
  /** `moment` to the second. */
  exactMoment: (at: number) => string;
  /** Hours and minutes. */
  time: (at: number) => string;
  /** The time alone for a moment of today, else as `moment`. */
  since: (at: number, now?: number) => string;
}

export function createFormat(locale: Locale, t: Translate): Format {
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const date = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat(locale, hours);
  const moment = new Intl.DateTimeFormat(locale, { ...date, ...hours });
  const exactMoment = new Intl.DateTimeFormat(locale, { ...date, ...hours, second: '2-digit' });
  return {
    count: (value) => whole.format(value),
    tenths: (value) => (value === 0 || value >= 100 ? whole.format(Math.round(value)) : tenths.format(value)),
    duration: (ms) =>
      ms < 1000
        ? t('window.unit.ms', { value: whole.format(Math.max(0, Math.round(ms))) })
        : t('window.unit.s', { value: tenths.format(ms / 1000) }),
    fineDuration: (ms) =>
      ms < 1000
        ? t('window.unit.ms', { value: tenths.format(Math.max(0, ms)) })
        : t('window.unit.s', { value: tenths.format(ms / 1000) }),
    tokens: (value) => shortTokens(value) ?? whole.format(value),
    moment: (at) => moment.format(at),
    exactMoment: (at) => exactMoment.format(at),
    time: (at) => clock.format(at),
    since: (at, now = Date.now()) => (isSameDay(at, now) ? clock : moment).format(at),
  };
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
