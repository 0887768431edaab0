/** What the list and the details say of one request, as text. */
import { tokensPerSecond } from '../../../shared/activity.ts';
import type { RequestRow } from '../../../shared/app-state.ts';
import type { Words } from '../../words.ts';

export interface RowTexts {
  time: string;
  client: string;
  requested: string;
  /** `ollama / qwen3:8b` */
  answeredBy: string;
  decision: string;
  status: string;
  firstToken: string;
  total: string;
  own: string;
  tokens: string;
  rate: string;
}

const none = '–';

export function textsOf(row: RequestRow, words: Words): RowTexts {
  const { t, say, format } = words;
  const { upstream, model } = row;
  return {
    time: formatsOf(words.locale).clock.format(row.startedAt),
    client: row.client ?? t('activity.noClient'),
    requested: row.requestedModel ?? t('activity.noModel'),
    answeredBy: upstream === null ? t('activity.noServer') : `${upstream} / ${model ?? none}`,
    decision: row.decision === null ? none : say(row.decision),
    status: statusOf(row, words),
    firstToken: row.firstByteMs === null ? none : format.duration(row.firstByteMs),
    total: format.duration(row.totalMs),
    own: row.ownMs === null ? none : fineDuration(row.ownMs, words),
    tokens: `${countOf(row.tokensIn, words)} / ${outOf(row, words)}`,
    rate: rateOf(row, words),
  };
}

export function statusOf({ outcome, status }: RequestRow, { t }: Words): string {
  const text = t(`activity.outcome.${outcome}`);
  return status === 0 || outcome === 'running' ? text : t('activity.status.code', { outcome: text, status });
}

/** Two digits behind the point where a millisecond is much. */
export function fineDuration(ms: number, { t, locale, format }: Words): string {
  if (ms >= 10) return format.duration(ms);
  return t('window.unit.ms', { value: formatsOf(locale).hundredths.format(ms) });
}

function countOf(count: number | null, { format }: Words): string {
  return count === null ? none : format.count(count);
}

function outOf({ tokensOut, tokensEstimated }: RequestRow, words: Words): string {
  const count = countOf(tokensOut, words);
  return tokensEstimated ? words.t('activity.estimated', { count }) : count;
}

function rateOf(row: RequestRow, words: Words): string {
  const rate = tokensPerSecond(row);
  if (rate === null || row.outcome === 'running') return none;
  const { tenths, whole } = formatsOf(words.locale);
  const text = (rate < 10 ? tenths : whole).format(rate);
  return row.tokensEstimated ? words.t('activity.estimated', { count: text }) : text;
}

interface Formats {
  clock: Intl.DateTimeFormat;
  hundredths: Intl.NumberFormat;
  tenths: Intl.NumberFormat;
  whole: Intl.NumberFormat;
}

/** Made once for each language: making one takes longer than all that a row is. */
const formats = new Map<string, Formats>();

function formatsOf(locale: string): Formats {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const number = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const made = { clock, hundredths: number(2), tenths: number(1), whole: number(0) };
  formats.set(locale, made);
  return made;
}
