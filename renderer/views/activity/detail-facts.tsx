import type { ReactNode } from 'react';
import type { RequestRow } from '../../../shared/app-state.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Note } from '../../components/note.tsx';
import { useWords } from '../../words.ts';
import { textsOf } from './cells.ts';
import classes from './detail.module.css';

/** The row in full, and what the list has no room for. */
export function DetailFacts({ row }: { row: RequestRow }): ReactNode {
  const words = useWords();
  const { t, say, format } = words;
  const texts = textsOf(row, words);
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [t('activity.column.time'), format.exactMoment(row.startedAt)],
    [t('activity.column.status'), texts.status],
    [t('activity.column.client'), texts.client],
    [t('activity.detail.path'), `${row.method} ${row.path}`],
    [t('activity.column.model'), `${texts.requested} → ${texts.answeredBy}`],
    [t('activity.column.decision'), texts.decision],
    [t('activity.column.total'), texts.total],
    [t('activity.column.own'), texts.own],
    [t('activity.column.tokens'), texts.tokens],
    [t('activity.detail.rate'), texts.rate],
  ];
  return (
    <>
      {row.error !== null && (
        <Note level="error">
          <strong>{t('activity.detail.error')}</strong>
          <div>{say(row.error)}</div>
        </Note>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {row.location !== null && (
          <div>
            <dt>{t('activity.column.location')}</dt>
            <dd>
              <LocationBadge location={row.location} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
