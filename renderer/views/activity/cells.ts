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
    time: timeOf(row.startedAt, words.locale),
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
  const value = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(ms);
  return t('window.unit.ms', { value });
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
  const digits = rate < 10 ? 1 : 0;
  const text = new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(rate);
  return row.tokensEstimated ? words.t('activity.estimated', { count: text }) : text;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function timeOf(at: number, locale: string): string {
  let clock = clocks.get(locale);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    clocks.set(locale, clock);
  }
  return clock.format(at);
}
