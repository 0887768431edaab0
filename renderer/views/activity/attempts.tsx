import type { ReactNode } from 'react';
import type { RequestAttempt, RequestDetail } from '../../../shared/activity.ts';
import { useWords } from '../../words.ts';
import type { Words } from '../../words.ts';
import { fineDuration } from './cells.ts';
import { DetailPart } from './detail-part.tsx';
import classes from './detail.module.css';

/** Who was asked, in order, and why it went on from there; and what was put right. */
export function Attempts({ detail }: { detail: RequestDetail }): ReactNode {
  const words = useWords();
  const { t } = words;
  const { attempts, row } = detail;
  return (
    <>
      {attempts.length > 0 && (
        <DetailPart title={t('activity.attempts')}>
          <ol className={classes.lines}>
            {attempts.map((one, at) => (
              <li key={at}>
                {t('activity.attempt.line', {
                  model: one.model,
                  server: one.upstream,
                  outcome: outcomeOf(one, detail, at, words),
                })}{' '}
                {one.endedMs !== null && (
                  <span className={classes.quiet}>{fineDuration(one.endedMs - one.startedMs, words)}</span>
                )}
              </li>
            ))}
          </ol>
        </DetailPart>
      )}
      {row.fixes.length > 0 && (
        <DetailPart title={t('activity.fixes')}>
          <ul className={classes.lines}>
            {row.fixes.map((fix) => (
              <li key={fix}>{t(`check.fix.${fix}`)}</li>
            ))}
          </ul>
        </DetailPart>
      )}
    </>
  );
}

function outcomeOf(
  { reason, endedMs }: RequestAttempt,
  { attempts, row }: RequestDetail,
  at: number,
  { t, say }: Words,
): string {
  if (reason !== null) return say(reason);
  if (endedMs === null) return t('activity.attempt.running');
  const isLast = at === attempts.length - 1;
  return t(isLast && row.outcome === 'answered' ? 'activity.attempt.answered' : 'activity.attempt.ended');
}
