import type { ReactNode } from 'react';
import type { RequestRow } from '../../../shared/app-state.ts';
import { useWords } from '../../words.ts';
import { fineDuration } from './cells.ts';
import { DetailPart } from './detail-part.tsx';
import classes from './detail.module.css';
import { phasesOf } from './phases.ts';

/** The steps of a request below each other, each with its time in words; the bars say the same to the eye. */
export function Waterfall({ row }: { row: RequestRow }): ReactNode {
  const words = useWords();
  const { t } = words;
  const whole = Math.max(row.totalMs, 0.001);
  return (
    <DetailPart title={t('activity.waterfall')}>
      <ol className={classes.waterfall} aria-label={t('activity.waterfall')}>
        {phasesOf(row).map(({ name, fromMs, toMs }) => (
          <li key={name}>
            <span>{t(`activity.phase.${name}`)}</span>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.bar}
                data-phase={name}
                style={{ left: `${(fromMs / whole) * 100}%`, width: `${((toMs - fromMs) / whole) * 100}%` }}
              />
            </span>
            <span className={classes.time}>
              {t('activity.phase.at', {
                duration: fineDuration(toMs - fromMs, words),
                start: fineDuration(fromMs, words),
              })}
            </span>
          </li>
        ))}
      </ol>
    </DetailPart>
  );
}
