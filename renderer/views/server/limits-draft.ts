/** The limits of a server as they are typed: waits in seconds, and an empty field where there is no limit. */
import type { UpstreamLimits } from '../../../shared/upstream-limits.ts';
import { isWhole, typedNumber } from '../routes/typed-number.ts';
import type { Typed } from '../routes/typed-number.ts';

/** What holds for a server of which the settings say nothing. A test holds it to the schema's own defaults. */
export const usualLimits: UpstreamLimits = {
  maxConcurrent: null,
  queueLength: 100,
  queueWaitMs: 300_000,
  onAbort: 'cancel',
  weight: 1,
  firstByteMs: null,
};

export interface LimitsDraft {
  atOnce: Typed;
  queue: Typed;
  wait: Typed;
  weight: Typed;
  firstByte: Typed;
  onAbort: UpstreamLimits['onAbort'];
}

export type LimitField = Exclude<keyof LimitsDraft, 'onAbort'>;

/** From and to, and whether the field may be empty. */
export const limitRanges: Readonly<Record<LimitField, { min: number; max: number; canBeEmpty: boolean }>> = {
  atOnce: { min: 1, max: 1000, canBeEmpty: true },
  queue: { min: 0, max: 10_000, canBeEmpty: false },
  wait: { min: 0, max: 3600, canBeEmpty: false },
  weight: { min: 1, max: 1000, canBeEmpty: false },
  firstByte: { min: 1, max: 3600, canBeEmpty: true },
};

export function limitsDraft(limits: UpstreamLimits): LimitsDraft {
  const { maxConcurrent, queueLength, queueWaitMs, onAbort, weight, firstByteMs } = limits;
  return {
    atOnce: maxConcurrent ?? '',
    queue: queueLength,
    wait: queueWaitMs / 1000,
    weight,
    firstByte: firstByteMs === null ? '' : firstByteMs / 1000,
    onAbort,
  };
}

/** The fields that do not fit. Seconds of a settings file may have a fraction, which is left as it is. */
export function limitMisfits(draft: LimitsDraft): LimitField[] {
  return (Object.keys(limitRanges) as LimitField[]).filter((field) => !doesFit(draft[field], field));
}

function doesFit(typed: Typed, field: LimitField): boolean {
  const { min, max, canBeEmpty } = limitRanges[field];
  const value = typedNumber(typed);
  if (value === null) return canBeEmpty;
  const scaled = field === 'wait' || field === 'firstByte' ? 1000 : 1;
  return isWhole(Math.round(value * scaled * 1000) / 1000, min * scaled, max * scaled);
}

/** Only for a draft that fits. */
export function toLimits(draft: LimitsDraft): UpstreamLimits {
  const atOnce = typedNumber(draft.atOnce);
  const firstByte = typedNumber(draft.firstByte);
  return {
    maxConcurrent: atOnce,
    queueLength: typedNumber(draft.queue) ?? usualLimits.queueLength,
    queueWaitMs: Math.round((typedNumber(draft.wait) ?? 0) * 1000),
    onAbort: draft.onAbort,
    weight: typedNumber(draft.weight) ?? usualLimits.weight,
    firstByteMs: firstByte === null ? null : Math.round(firstByte * 1000),
  };
}
