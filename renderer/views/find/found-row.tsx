import type { ReactNode } from 'react';
import type { FoundServer } from '../../../shared/discovery.ts';
import { useAppState } from '../../app-state.ts';
import { Dot } from '../../components/dot.tsx';
import { healthTones } from '../../components/health.ts';
import { softwareName, softwareText } from '../../components/software.ts';
import { useWords } from '../../words.ts';
import classes from './find.module.css';
import { standingOf } from './find-state.ts';
import { FoundAction } from './found-action.tsx';
import { FoundModels } from './found-models.tsx';
import { HowWeKnow } from './how-we-know.tsx';
import type { Adds } from './use-adds.ts';

interface FoundRowProps {
  found: FoundServer;
  adds: Adds;
  /** The sheet is left for a server's page. */
  onLeave: () => void;
}

/** One server that was found: what it is, what it has, what can be done with it, and how we know. */
export function FoundRow({ found, adds, onLeave }: FoundRowProps): ReactNode {
  const { upstreams } = useAppState();
  const { t } = useWords();
  const standing = standingOf(found, upstreams);
  const added = adds.of(found.baseUrl);
  const name = softwareName(found.kind, found.product, t);
  const isMoved = standing.as === 'moved' && added?.as !== 'added';
  const action = <FoundAction found={found} name={name} standing={standing} adds={adds} onLeave={onLeave} />;
  return (
    <li className={classes.found} aria-label={`${name} ${found.baseUrl}`}>
      <div className={classes.top}>
        <div className={classes.words}>
          <div className={classes.title}>
            <span className={classes.name}>{softwareText(found.kind, found.product, t)}</span>
            {found.version !== null && <span className={classes.quiet}>{found.version}</span>}
            <span className={classes.health}>
              <Dot tone={healthTones[found.health]} />
              {t(`health.${found.health}`)}
            </span>
          </div>
          <div className={classes.address}>{found.baseUrl}</div>
        </div>
        {!isMoved && action}
      </div>
      {isMoved && (
        <div className={classes.moved}>
          {t('findServers.mayBe', { name: standing.from.name, address: standing.from.baseUrl })}
          {action}
        </div>
      )}
      {added?.as === 'failed' && (
        <p className={classes.problem} role="alert">
          {added.text}
        </p>
      )}
      <FoundModels found={found} />
      <HowWeKnow found={found} />
    </li>
  );
}
