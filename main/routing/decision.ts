/** A decision as data, and in words: for the response header, the request list, the log. */
import type { Message, MessageKey } from '../../shared/i18n/index.ts';
import { message, renderMessage } from '../../shared/i18n/index.ts';
import { grouped } from '../../shared/describe-rule.ts';
import type { ModelRef } from '../../shared/model.ts';
import { isSameModel, qualifiedId } from '../../shared/model.ts';
import type { Decision, PassedOver, PlanWarning } from '../../shared/routing.ts';
import { burdenOf } from './burden.ts';
import type { Failure } from './failure.ts';
import type { Prospect, Survey } from './prospects.ts';
import { passedOver } from './prospects.ts';

export interface DecisionFacts {
  survey: Survey;
  why: Message;
  rule: Decision['rule'];
  all: readonly Prospect[];
  /** What is tried first. */
  best: Prospect;
}

export function buildDecision({ survey, why, rule, all, best }: DecisionFacts): Decision {
  const { route, live } = survey;
  const { upstream, model } = best.candidate;
  // What stands in a later pool is no news.
  const rivals = all.slice(0, all.findLastIndex(({ pool }) => pool === best.pool) + 1);
  return {
    why,
    rule,
    strategy: route.pools[best.pool]?.strategy ?? 'least-in-flight',
    choices: all.length,
    first: {
      upstream,
      model,
      inFlight: live.load(upstream).inFlight,
      maxConcurrent: best.upstream?.limits.maxConcurrent ?? null,
    },
    passedOver: rivals.flatMap((one) => passedOverFor(one, best)),
    warnings: warningsOf(survey, best),
  };
}

/** Whoever could have been first and was not, for a reason. */
function passedOverFor(one: Prospect, best: Prospect): PassedOver[] {
  if (one === best) return [];
  if (one.exclusion !== null) return [passedOver(one, one.exclusion)];
  const [reason] = one.demotions;
  return reason === undefined || burdenOf(one) <= burdenOf(best) ? [] : [passedOver(one, reason)];
}

function warningsOf({ request }: Survey, { contextTokens, demotions }: Prospect): PlanWarning[] {
  const isTooSmall = demotions.some(({ reason }) => reason === 'context-too-small');
  if (!isTooSmall || contextTokens === null) return [];
  const { tokens, isEstimate } = request.prompt();
  return [{ kind: 'context', promptTokens: tokens, isEstimate, contextTokens }];
}

/** An attempt that came to nothing. */
export interface Tried extends ModelRef {
  failure: Failure;
}

/** So many are named; the header has room for no more. */
const mostNamed = 3;

/**
 * "least-in-flight: ollama (0 of 4); lm-studio left out: loading", and how it went on from there: what `tried` came to
 * nothing, and who answered instead. Where there was no choice it is how the name was understood.
 */
export function describeDecision(
  decision: Decision,
  tried: readonly Tried[] = [],
  answeredBy: ModelRef | null = null,
): Message {
  const { choices, why, rule, passedOver: left, warnings } = decision;
  const isChoice = choices > 1;
  const isOther = answeredBy !== null && !isSameModel(answeredBy, decision.first);
  // Most requests: one model, which answered.
  if (!isChoice && rule === null && warnings.length + tried.length === 0 && !isOther) return why;
  const named = isChoice ? left.slice(0, mostNamed) : [];
  const more = isChoice ? left.length - named.length : 0;
  const parts: Message[] = [
    ...(rule === null ? [] : [message('decision.rule', { number: rule.index + 1, pool: rule.pool })]),
    isChoice ? describeFirst(decision) : why,
    ...warnings.map(describeWarning),
    ...tried.map(({ upstream, failure }) =>
      message('decision.failed', { server: upstream, reason: describeFailure(failure) }),
    ),
    ...(isOther ? [message('decision.answeredBy', { server: answeredBy.upstream })] : []),
    ...named.map(({ upstream, text }) => message('decision.leftOut', { server: upstream, reason: text })),
    ...(more > 0 ? [message('decision.leftOutMore', { count: more })] : []),
  ];
  return parts.reduce((before, part) => message('decision.and', { left: before, right: part }));
}

function describeFirst({ strategy, first }: Decision): Message {
  const { inFlight, maxConcurrent: max } = first;
  const load =
    max === null ? message('decision.load.open', { inFlight }) : message('decision.load', { inFlight, max });
  return message('decision.chosen', {
    strategy: { key: `strategy.${strategy}` },
    server: first.upstream,
    load,
  });
}

export function describeWarning({ promptTokens, isEstimate, contextTokens }: PlanWarning): Message {
  const key = isEstimate ? 'decision.warning.context.estimated' : 'decision.warning.context';
  return message(key, { tokens: grouped(promptTokens), context: grouped(contextTokens) });
}

/** A failure in two or three words. */
export function describeFailure(failure: Failure): Message {
  if (failure.kind === 'bad-answer') return message('failed.bad-answer', { status: failure.status });
  const key: MessageKey & `failed.${string}` = `failed.${shortNames[failure.kind]}`;
  return { key };
}

const shortNames = {
  unreachable: 'unreachable',
  reset: 'reset',
  unauthorized: 'unauthorized',
  'locked-key': 'unauthorized',
  loading: 'loading',
  'rate-limited': 'rate-limited',
  html: 'html',
  cut: 'cut',
  timeout: 'timeout',
  'first-byte-timeout': 'timeout',
  'not-http': 'not-http',
  'context-overflow': 'context-overflow',
  empty: 'empty',
} as const satisfies Record<Exclude<Failure['kind'], 'bad-answer'>, string>;

const mostBytes = 256;

/** The decision in English ASCII for a header: at most 256 bytes. Where there was no choice it names the model too. */
export function renderDecision(
  decision: Decision,
  candidate: ModelRef,
  tried: readonly Tried[] = [],
): string {
  const described = describeDecision(decision, tried, candidate);
  const model = decision.choices > 1 ? null : qualifiedId(candidate);
  if (described !== rendered.described || model !== rendered.model)
    rendered = { described, model, text: renderHeader(described, model) };
  return rendered.text;
}

/** Where an alias leads to one model, the same words stand in every answer. */
let rendered: { described: Message | null; model: string | null; text: string } = {
  described: null,
  model: null,
  text: '',
};

function renderHeader(described: Message, model: string | null): string {
  const words = renderMessage('en', described);
  const text = model === null ? words : `${words} -> ${model}`;
  const ascii = text.replace(/[^\x20-\x7e]/gu, percentEncoded);
  // Half of an escape would read as a character that nobody wrote.
  return ascii.length <= mostBytes ? ascii : ascii.slice(0, mostBytes).replace(/%[0-9A-F]?$/, '');
}

/** For a header. Half of a surrogate pair, which JSON may hold, becomes the replacement character. */
export function percentEncoded(text: string): string {
  if (text !== encoded.text)
    encoded = { text, code: encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')) };
  return encoded.code;
}

/** One request after another is answered by the same model. */
let encoded = { text: '', code: '' };
