import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ConformanceReport } from '../../../shared/conformance.ts';
import { verdictIcons } from '../../components/verdict-mark.tsx';
import { becauseKeys, countStatuses, verdictTones } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';

interface VerdictBannerProps {
  report: ConformanceReport;
  isFresh: boolean;
  /** What can be done about it. */
  children: ReactNode;
}

/** The verdict in a word, what it means for DB-GPT, and the checks that made it so. */
export function VerdictBanner({ report, isFresh, children }: VerdictBannerProps): ReactNode {
  const { t } = useWords();
  const { verdict, model } = report;
  const title = useRef<HTMLHeadingElement>(null);
  const Icon = verdictIcons[verdict];
  const checks = becauseKeys(report).map((key) => t(key));
  useEffect(() => {
    if (isFresh) title.current?.focus();
  }, [isFresh]);
  return (
    <div className={classes.banner} data-tone={verdictTones[verdict]}>
      <Icon size={26} stroke={1.6} className={classes.icon} />
      <div className={classes.words}>
        <Title order={3} ref={title} tabIndex={-1} className={classes.verdict}>
          {t(`check.verdict.${verdict}`)}
        </Title>
        <div>{t(`apiCheck.verdict.${verdict}.text`, { model })}</div>
        {checks.length > 0 && <div>{t('apiCheck.because', { checks: checks.join(' · ') })}</div>}
        <div className={classes.quiet}>{t('apiCheck.summary', countStatuses(report))}</div>
      </div>
      <div>{children}</div>
    </div>
  );
}
