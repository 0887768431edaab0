import type { CheckDepth, CheckId } from '../../shared/conformance.ts';
import type { Message } from '../../shared/i18n/index.ts';
import type { ModelType } from '../../shared/model.ts';
import type { Exchange, Seen, StepId } from './exchange.ts';
import type { CheckFacts } from './facts.ts';
import type { FlawName } from './flaws.ts';

/** What a check found, before it is known whether anything mends it. */
export type Judgement =
  | { kind: 'pass'; detail: Message; evidence: Evidence }
  | { kind: 'flaw'; flaw: FlawName; detail: Message; evidence: Evidence }
  | { kind: 'not-applicable'; detail: Message; evidence: Evidence };

/** The exchange that decided, and the lines of its answer that did; the whole answer unless told. */
export interface Evidence {
  exchange: Exchange | null;
  lines?: readonly string[];
}

export interface JudgeContext {
  facts: CheckFacts;
  depth: CheckDepth;
  seen: Seen;
}

/** One question that is asked of a server. Judging is pure: the same exchanges are always judged alike. */
export interface Check {
  id: CheckId;
  /** The types of models that it is about. */
  types: readonly ModelType[];
  /** Those of them for which it is part of a quick check, too. */
  quickFor: readonly ModelType[];
  /** What has to be sent for it, in order; what another check had sent already is not sent again. */
  steps: readonly StepId[];
  /** Why nothing is sent for it here; null where it applies. Left out: it always does. */
  appliesTo?(facts: CheckFacts, depth: CheckDepth): Message | null;
  judge(context: JudgeContext): Judgement;
}

const noEvidence: Evidence = { exchange: null };

export function pass(detail: Message, evidence: Evidence): Judgement {
  return { kind: 'pass', detail, evidence };
}

export function flawed(flaw: FlawName, detail: Message, evidence: Evidence): Judgement {
  return { kind: 'flaw', flaw, detail, evidence };
}

export function notApplicable(detail: Message, evidence: Evidence = noEvidence): Judgement {
  return { kind: 'not-applicable', detail, evidence };
}
