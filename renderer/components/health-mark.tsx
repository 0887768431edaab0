import type { ReactNode } from 'react';
import { healthWord } from '../../shared/upstream.ts';
import type { UpstreamState } from '../../shared/upstream.ts';
import { useWords } from '../words.ts';
import { Dot } from './dot.tsx';
import { healthTones } from './health.ts';
import classes from './health-mark.module.css';

interface HealthMarkProps {
  server: Pick<UpstreamState, 'health' | 'healthSince' | 'checkedAt' | 'latencyMs'>;
  /** Since when, also where all is well. */
  isDetailed?: boolean;
}

/** How a server is: a colour, its word, and since when where that matters. */
export function HealthMark({ server, isDetailed = false }: HealthMarkProps): ReactNode {
  const { t, format } = useWords();
  const { health, healthSince, latencyMs } = server;
  const word = t(healthWord(server));
  const saysSince = healthSince !== null && health !== 'unknown' && (isDetailed || health !== 'healthy');
  return (
    <span className={classes.health}>
      <Dot tone={healthTones[health]} />
      <span className={classes.words}>
        {saysSince ? t('serverPage.health.since', { health: word, time: format.since(healthSince) }) : word}
        {health === 'healthy' && latencyMs !== null && (
          <span className={classes.quiet}>{t('servers.latency', { time: format.duration(latencyMs) })}</span>
        )}
      </span>
    </span>
  );
}
