import '@mantine/charts/styles.layer.css';
import { AreaChart, BarChart } from '@mantine/charts';
import type { AreaChartProps, BarChartProps } from '@mantine/charts';
import type { ReactNode } from 'react';
import { useWords } from '../../../words.ts';
import type { Measure, Point } from './traffic-series.ts';
import classes from './traffic.module.css';

interface TrafficChartProps {
  measure: Measure;
  points: readonly Point[];
}

/** A quarter of an hour of one measure. What it shows is said in words beside it, so it is a picture to a screen reader. */
export function TrafficChart({ measure, points }: TrafficChartProps): ReactNode {
  const { t, format } = useWords();
  const shared = {
    h: 150,
    data: points.map((point) => ({ ...point })),
    dataKey: 'at',
    xAxisProps: { tickFormatter: (at: number) => format.time(at), minTickGap: 60 },
    gridAxis: 'x',
    tickLine: 'none',
    className: classes.chart ?? '',
    // It is asked for a label before the pointer is anywhere.
    tooltipProps: { labelFormatter: (at: unknown) => (typeof at === 'number' ? format.time(at) : '') },
  } satisfies Partial<BarChartProps & AreaChartProps>;
  if (measure === 'requests') {
    return (
      <BarChart
        {...shared}
        type="stacked"
        yAxisProps={{ allowDecimals: false, width: 44, tickCount: 4 }}
        valueFormatter={format.count}
        series={[
          { name: 'answered', label: t('live.answered'), color: 'var(--mt-accent)' },
          { name: 'failed', label: t('live.failed'), color: 'var(--mt-bad)' },
        ]}
      />
    );
  }
  const isSpeed = measure === 'speed';
  return (
    <AreaChart
      {...shared}
      curveType="monotone"
      connectNulls={false}
      withDots={!isSpeed}
      dotProps={{ r: 2.5 }}
      yAxisProps={{ width: isSpeed ? 44 : 60 }}
      valueFormatter={isSpeed ? format.tenths : format.duration}
      series={[
        {
          name: measure,
          label: t(isSpeed ? 'live.speed' : 'live.firstToken'),
          color: 'var(--mt-accent)',
        },
      ]}
    />
  );
}
