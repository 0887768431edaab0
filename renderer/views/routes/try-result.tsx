import type { ReactNode } from 'react';
import { qualifiedId } from '../../../shared/model.ts';
import type {
  ExplainedCandidate,
  ExplainedPool,
  ExplainedRule,
  RouteExplanation,
} from '../../../shared/routing.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Note } from '../../components/note.tsx';
import { Tag } from '../../components/tag.tsx';
import { useWords } from '../../words.ts';
import { groupName } from './names.ts';
import classes from './result.module.css';

/** What would be chosen and why: the decision, the rules that were read, and every candidate with its place or its reason. */
export function TryResult({ explained }: { explained: RouteExplanation }): ReactNode {
  const { t, say } = useWords();
  const { why, rules, pools, attempts, decision, warnings, refusal } = explained;
  const [first] = attempts;
  return (
    <section aria-label={t('routes.try.result')} className={classes.result}>
      <div role="status">
        {refusal !== null && (
          <Note level="error">
            <strong>{t('routes.try.refused')}</strong> {say(refusal.text)}
          </Note>
        )}
        {first !== undefined && (
          <Note level="success">
            <div className={classes.goes}>{t('routes.try.goes', { model: qualifiedId(first) })}</div>
            {decision !== null && <div className={classes.decision}>{say(decision)}</div>}
          </Note>
        )}
      </div>
      {warnings.map((warning, at) => (
        <Note key={at} level="warning">
          {say(warning)}
        </Note>
      ))}
      {refusal === null && <p className={classes.quiet}>{t('routes.try.why', { why: say(why) })}</p>}
      {rules.length > 0 && <Rules rules={rules} />}
      {pools.map((pool) => (
        <Pool key={pool.index} pool={pool} />
      ))}
    </section>
  );
}

function Rules({ rules }: { rules: readonly ExplainedRule[] }): ReactNode {
  const { t, say } = useWords();
  return (
    <div>
      <h3 className={classes.title}>{t('routes.rules')}</h3>
      <ol className={classes.list}>
        {rules.map((rule) => (
          <li key={rule.index} className={classes.rule} data-applied={rule.isApplied || undefined}>
            <span className={classes.sentence}>{say(rule.sentence)}</span>
            <Tag isAccent={rule.isApplied}>{t(ruleState(rule))}</Tag>
          </li>
        ))}
      </ol>
    </div>
  );
}

type RuleState = `routes.try.rule.${'applied' | 'later' | 'chance' | 'no'}`;

function ruleState({ isApplied, doesHold, isByChance }: ExplainedRule): RuleState {
  if (isApplied) return 'routes.try.rule.applied';
  if (isByChance) return 'routes.try.rule.chance';
  return doesHold ? 'routes.try.rule.later' : 'routes.try.rule.no';
}

function Pool({ pool }: { pool: ExplainedPool }): ReactNode {
  const { t } = useWords();
  const name = groupName(pool.name, pool.index, t);
  const inOrder = pool.candidates.toSorted(
    (a, b) => (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER),
  );
  return (
    <div>
      <h3 className={classes.title}>
        {name}
        {!pool.isUsed && <Tag>{t('routes.try.unused')}</Tag>}
      </h3>
      <ul className={classes.list} aria-label={t('routes.candidates.of', { group: name })}>
        {inOrder.map((candidate) => (
          <Candidate key={qualifiedId(candidate)} candidate={candidate} />
        ))}
      </ul>
    </div>
  );
}

function Candidate({ candidate }: { candidate: ExplainedCandidate }): ReactNode {
  const { t, say } = useWords();
  const { place, model, upstreamName, location, passedOver, inFlight, maxConcurrent } = candidate;
  return (
    <li className={classes.candidate} data-out={place === null || undefined}>
      <span className={classes.place} aria-hidden="true">
        {place ?? '–'}
      </span>
      <span className={classes.words}>
        <span className={classes.model}>{model}</span>
        <span className={classes.quiet}>
          {place === null ? t('routes.try.leftOut') : t('routes.try.place', { place })}
          {passedOver !== null && t('routes.try.reason', { reason: say(passedOver.text) })}
        </span>
      </span>
      <span className={classes.facts}>
        <span>{upstreamName}</span>
        <LocationBadge location={location} />
        <span>
          {maxConcurrent === null
            ? t('decision.load.open', { inFlight })
            : t('decision.load', { inFlight, max: maxConcurrent })}
        </span>
      </span>
    </li>
  );
}
