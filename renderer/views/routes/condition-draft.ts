/** One condition of a rule while it is edited. Each kind keeps what was typed when another kind is looked at. */
import type { Condition } from '../../../shared/route-rules.ts';
import { isWhole, typedNumber } from './typed-number.ts';
import type { Typed } from './typed-number.ts';

export type ConditionKind = Condition['kind'];

export interface DraftCondition {
  id: string;
  kind: ConditionKind;
  tokens: Typed;
  pattern: string;
  label: string;
  /** Seconds, of a wait. */
  seconds: Typed;
  percent: Typed;
  from: string;
  to: string;
}

/** The part of a condition that is typed in, by the name that the settings give it. */
export type ConditionField = 'tokens' | 'pattern' | 'label' | 'ms' | 'percent' | 'from' | 'to';

/** Every kind with its fields, in the order in which they are offered. */
export const conditionFields: Readonly<Record<ConditionKind, readonly ConditionField[]>> = {
  'prompt-longer': ['tokens'],
  'has-images': [],
  'has-tools': [],
  'json-mode': [],
  'requested-model': ['pattern'],
  client: ['pattern'],
  'key-label': ['label'],
  'queue-longer': ['ms'],
  'first-token-slower': ['ms'],
  share: ['percent'],
  'on-battery': [],
  'time-of-day': ['from', 'to'],
};

export const conditionKinds = Object.keys(conditionFields) as ConditionKind[];

export function emptyCondition(id: string, kind: ConditionKind = 'prompt-longer'): DraftCondition {
  return {
    id,
    kind,
    tokens: 12_000,
    pattern: '',
    label: '',
    seconds: 10,
    percent: 10,
    from: '22:00',
    to: '07:00',
  };
}

export function toDraftCondition(condition: Condition, id: string): DraftCondition {
  const draft = emptyCondition(id, condition.kind);
  return 'ms' in condition ? { ...draft, seconds: condition.ms / 1000 } : { ...draft, ...condition };
}

/** Null while what was typed does not fit. */
export function toCondition(draft: DraftCondition): Condition | null {
  return misfits(draft).length > 0 ? null : buildCondition(draft);
}

function buildCondition(draft: DraftCondition): Condition {
  const { kind } = draft;
  switch (kind) {
    case 'prompt-longer':
      return { kind, tokens: Number(draft.tokens) };
    case 'requested-model':
    case 'client':
      return { kind, pattern: draft.pattern.trim() };
    case 'key-label':
      return { kind, label: draft.label.trim() };
    case 'queue-longer':
    case 'first-token-slower':
      return { kind, ms: toMs(draft) };
    case 'share':
      return { kind, percent: Number(draft.percent) };
    case 'time-of-day':
      return { kind, from: draft.from, to: draft.to };
    case 'has-images':
    case 'has-tools':
    case 'json-mode':
    case 'on-battery':
      return { kind };
  }
}

/** The fields of its kind that do not fit. */
export function misfits(draft: DraftCondition): ConditionField[] {
  return conditionFields[draft.kind].filter((field) => !doesFit(draft, field));
}

function doesFit(draft: DraftCondition, field: ConditionField): boolean {
  switch (field) {
    case 'tokens':
      return isWhole(typedNumber(draft.tokens), 1, 100_000_000);
    case 'pattern':
      return draft.pattern.trim() !== '';
    case 'label':
      return draft.label.trim() !== '';
    case 'ms':
      return isWhole(toMs(draft), 1, 3_600_000);
    case 'percent': {
      const percent = typedNumber(draft.percent);
      return percent !== null && percent > 0 && percent <= 100;
    }
    case 'from':
      return isClockTime(draft.from);
    case 'to':
      return isClockTime(draft.to) && draft.from !== draft.to;
  }
}

function toMs({ seconds }: DraftCondition): number {
  return Math.round((typedNumber(seconds) ?? 0) * 1000);
}

function isClockTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
