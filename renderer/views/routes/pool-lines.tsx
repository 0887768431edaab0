import type { ReactNode } from 'react';
import { healthWord } from '../../../shared/upstream.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { Dot } from '../../components/dot.tsx';
import entry from '../../components/entry.module.css';
import { healthTones } from '../../components/health.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { useWords } from '../../words.ts';
import { groupName } from './names.ts';
import { weightedStrategies } from './route-draft.ts';
import type { CandidateView, PoolView } from './route-views.ts';
import classes from './routes.module.css';

/** So many are in sight; a longer group folds the rest away. */
const shownCandidates = 6;

interface PoolLinesProps {
  alias: string;
  pool: PoolView;
  index: number;
  /** The only group of its route: its name alone would say nothing. */
  isOnly: boolean;
}

/** A group to read: how it shares the load, and its models with their servers. */
export function PoolLines({ alias, pool, index, isOnly }: PoolLinesProps): ReactNode {
  const { t } = useWords();
  const name = groupName(pool.name, index, t);
  const shares = pool.candidates.length > 1;
  const first = pool.candidates.slice(0, shownCandidates);
  const rest = pool.candidates.slice(shownCandidates);
  const hasWeights = weightedStrategies.has(pool.strategy);
  return (
    <div className={classes.pool}>
      {(!isOnly || shares) && (
        <div className={classes.poolHead}>
          {(!isOnly || pool.name !== null) && <span className={classes.poolName}>{name}</span>}
          {shares && <span className={classes.quiet}>{t(`routes.strategy.${pool.strategy}`)}</span>}
        </div>
      )}
      <Candidates list={first} label={t('routes.candidates.of', { group: name })} hasWeights={hasWeights} />
      {rest.length > 0 && (
        <Disclosure
          label={t('routes.candidates.more', { count: rest.length })}
          name={t('routes.candidates.more.named', { count: rest.length, group: name, alias })}
        >
          {() => (
            <Candidates
              list={rest}
              label={t('routes.candidates.of', { group: name })}
              hasWeights={hasWeights}
            />
          )}
        </Disclosure>
      )}
    </div>
  );
}

interface CandidatesProps {
  list: readonly CandidateView[];
  label: string;
  hasWeights: boolean;
}

function Candidates({ list, label, hasWeights }: CandidatesProps): ReactNode {
  return (
    <ul className={entry.list} aria-label={label}>
      {list.map((candidate, at) => (
        <CandidateLine key={at} candidate={candidate} hasWeight={hasWeights} />
      ))}
    </ul>
  );
}

function CandidateLine({
  candidate,
  hasWeight,
}: {
  candidate: CandidateView;
  hasWeight: boolean;
}): ReactNode {
  const { t } = useWords();
  const { server, upstream, model, location, weight, inFlight, maxConcurrent } = candidate;
  const load =
    maxConcurrent === null
      ? t('decision.load.open', { inFlight })
      : t('decision.load', { inFlight, max: maxConcurrent });
  return (
    <li className={classes.candidate}>
      <span className={classes.model}>{model}</span>
      <span className={classes.facts}>
        <span className={classes.server}>{server?.name ?? upstream}</span>
        {location !== null && <LocationBadge location={location} />}
        <span className={classes.health}>
          <Dot tone={server === null ? 'bad' : healthTones[server.health]} />
          {server === null ? t('passed-over.no-server') : t(healthWord(server))}
        </span>
        {server !== null && <span>{load}</span>}
        {hasWeight && weight !== null && <span>{t('routes.weight.is', { weight })}</span>}
      </span>
    </li>
  );
}
