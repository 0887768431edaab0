import { useId } from 'react';
import type { ReactNode } from 'react';
import type { DbgptApiLook } from '../../../shared/dbgpt-api.ts';
import { useWords } from '../../words.ts';
import classes from './sync.module.css';

/** What DB-GPT runs now. */
export function RunningModels({ found: { url, models } }: { found: DbgptApiLook }): ReactNode {
  const { t } = useWords();
  const id = useId();
  return (
    <div>
      <div className={classes.part} id={id} role="status">
        {t('sync.api.running', { url, count: models.length })}
      </div>
      <ul className={classes.list} aria-labelledby={id}>
        {models.map(({ name, type, isHealthy }) => (
          <li key={`${type} ${name}`} className={classes.item}>
            <span className={classes.path}>{name}</span>
            <span className={classes.quiet}>{isHealthy ? type : t('sync.api.unhealthy', { type })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
