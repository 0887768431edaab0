/** Where an imagined request would go and why, as lines and as the document of `--json`. */
import type { Message, Locale, Translate } from '../../shared/i18n/index.ts';
import { renderMessage } from '../../shared/i18n/index.ts';
import { qualifiedId } from '../../shared/model.ts';
import type {
  ExplainedCandidate,
  ExplainedPool,
  ExplainedRule,
  RouteExplanation,
} from '../../shared/routing.ts';
import { alignColumns } from './columns.ts';
import { contextCell, numbered, poolTitle } from './route-rows.ts';

/** The explanation with its sentences in words. */
export function describeExplanation(explained: RouteExplanation, locale: Locale): object {
  const say = (text: Message): string => renderMessage(locale, text);
  const { route, why, rules, pools, attempts, decision, warnings, refusal } = explained;
  return {
    route,
    why: say(why),
    attempts,
    decision: decision === null ? null : say(decision),
    warnings: warnings.map(say),
    refusal: refusal === null ? null : { code: refusal.code, message: say(refusal.text) },
    rules: rules.map((rule) => ({ ...rule, sentence: say(rule.sentence) })),
    pools: pools.map((pool) => ({
      ...pool,
      candidates: pool.candidates.map(({ passedOver, ...candidate }) => ({
        ...candidate,
        passedOver: passedOver === null ? null : { reason: passedOver.reason, message: say(passedOver.text) },
      })),
    })),
  };
}

export function renderExplanation(explained: RouteExplanation, t: Translate, locale: Locale): string[] {
  const rules = explained.rules.map(
    (rule) => `${renderMessage(locale, rule.sentence)} (${ruleState(rule, t)})`,
  );
  return [
    ...alignColumns(headRows(explained, t, locale)),
    ...explained.warnings.map((text) => t('start.notice', { text })),
    ...numbered(t('cli.route.ruleList'), rules),
    ...explained.pools.flatMap((pool) => poolRows(pool, t, locale)),
  ];
}

function headRows(
  { why, attempts, decision, refusal }: RouteExplanation,
  t: Translate,
  locale: Locale,
): string[][] {
  const say = (text: Message): string => renderMessage(locale, text);
  if (refusal !== null) return [[t('cli.route.refused'), say(refusal.text)]];
  const [first, ...others] = attempts.map(qualifiedId);
  return [
    [t('cli.route.goesTo'), first ?? ''],
    ...(others.length === 0 ? [] : [[t('cli.route.thenTo'), others.join(', ')]]),
    ...(decision === null ? [] : [[t('cli.route.why'), say(decision)]]),
    [t('cli.route.understood'), say(why)],
  ];
}

function ruleState({ isApplied, doesHold, isByChance }: ExplainedRule, t: Translate): string {
  if (isApplied) return t('cli.route.rule.applied');
  if (isByChance) return t('cli.route.rule.chance');
  return doesHold ? t('cli.route.rule.later') : t('cli.route.rule.no');
}

function poolRows(pool: ExplainedPool, t: Translate, locale: Locale): string[] {
  const title = poolTitle(pool.index, pool, t);
  const rows = pool.candidates.map((candidate) => candidateCells(candidate, t, locale));
  return [
    pool.isUsed ? title : t('cli.route.poolUnused', { group: title }),
    ...alignColumns(rows).map((row) => `    ${row}`),
  ];
}

function candidateCells(candidate: ExplainedCandidate, t: Translate, locale: Locale): string[] {
  const { place, location, inFlight, maxConcurrent, contextTokens, passedOver } = candidate;
  return [
    place === null ? '–' : String(place),
    qualifiedId(candidate),
    t(`location.${location}`),
    maxConcurrent === null
      ? t('cli.route.inFlight', { count: inFlight })
      : t('decision.load', { inFlight, max: maxConcurrent }),
    contextCell(contextTokens, t),
    passedOver === null ? '' : renderMessage(locale, passedOver.text),
  ];
}
