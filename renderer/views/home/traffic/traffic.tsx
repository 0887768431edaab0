import { SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TrafficReport } from '../../../../shared/traffic.ts';
import { useAppState } from '../../../app-state.ts';
import { Section } from '../../../components/section.tsx';
import { useWords } from '../../../words.ts';
import { measures, pointsOf, totalsOf } from './traffic-series.ts';
import type { Measure, Point } from './traffic-series.ts';
import { Places } from './places.tsx';
import classes from './traffic.module.css';
import { useTraffic } from './use-traffic.ts';
import { lazyPart } from '../../../lazy-part.tsx';

const TrafficChart = lazyPart(
  () => import('./traffic-chart.tsx').then((m) => m.TrafficChart),
  <Skeleton height={150} />,
);

/** What went through in the last quarter of an hour; nothing before the first request. */
export function Traffic(): ReactNode {
  const { traffic } = useAppState();
  return traffic.answered + traffic.failed > 0 ? <Shown /> : null;
}

function Shown(): ReactNode {
  const { t } = useWords();
  const report = useTraffic();
  return (
    <Section title={t('live.title')} hint={t('live.hint')}>
      <div className={classes.panel}>
        {report === null ? <Skeleton height={240} /> : <Numbers report={report} />}
      </div>
    </Section>
  );
}

function Numbers({ report }: { report: TrafficReport }): ReactNode {
  const { t } = useWords();
  const [measure, setMeasure] = useState<Measure>('requests');
  const points = pointsOf(report);
  return (
    <>
      <Figures report={report} points={points} />
      <SegmentedControl
        className={classes.measures ?? ''}
        size="xs"
        aria-label={t('live.show')}
        value={measure}
        onChange={(value) => setMeasure(value)}
        data={measures.map((value) => ({ value, label: t(`live.${value}`) }))}
      />
      <div role="img" aria-label={useSummary(measure, report, points)}>
        <TrafficChart measure={measure} points={points} />
      </div>
      <Places places={report.places} />
    </>
  );
}

interface FiguresProps {
  report: TrafficReport;
  points: readonly Point[];
}

function Figures({ report, points }: FiguresProps): ReactNode {
  const { t, format } = useWords();
  const { answered, failed } = totalsOf(points);
  const time = (ms: number | null): string => (ms === null ? t('live.none') : format.duration(ms));
  return (
    <dl className={classes.figures}>
      <Figure name={t('live.answered')} value={format.count(answered)} />
      <Figure name={t('live.failed')} value={format.count(failed)} isBad={failed > 0} />
      <Figure name={t('live.speed')} value={format.tenths(points.at(-1)?.speed ?? 0)} />
      <Figure name={t('live.firstToken')} value={time(report.firstTokenMs)} />
      {report.ownMs !== null && (
        <Figure name={t('live.own')} hint={t('live.own.hint')} value={format.fineDuration(report.ownMs)} />
      )}
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  hint?: string;
  isBad?: boolean;
}

function Figure({ name, value, hint, isBad = false }: FigureProps): ReactNode {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd data-bad={isBad || undefined}>{value}</dd>
    </div>
  );
}

function useSummary(measure: Measure, report: TrafficReport, points: readonly Point[]): string {
  const { t, format } = useWords();
  const { answered, failed, mostSpeed } = totalsOf(points);
  switch (measure) {
    case 'requests':
      return t('live.chart.requests', { answered: format.count(answered), failed: format.count(failed) });
    case 'speed':
      return t('live.chart.speed', {
        most: format.tenths(mostSpeed),
        now: format.tenths(points.at(-1)?.speed ?? 0),
      });
    case 'firstToken':
      return t('live.chart.firstToken', {
        median: report.firstTokenMs === null ? t('live.none') : format.duration(report.firstTokenMs),
      });
  }
}
