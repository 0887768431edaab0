import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConformanceReport } from '../../../shared/conformance.ts';
import { SheetBody } from '../../components/sheet.tsx';
import { softwareText } from '../../components/software.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';
import { ReportExport } from './report-export.tsx';
import { ResultList } from './result-list.tsx';
import { VerdictBanner } from './verdict-banner.tsx';

interface CheckReportProps {
  /** The server's slug. */
  server: string;
  report: ConformanceReport;
  /** It was just made: its verdict gets the focus, and is read. */
  isFresh?: boolean;
  onAgain: () => void;
}

/** What a check came to: the verdict first, then what it rests on. */
export function CheckReport({ server, report, isFresh = false, onAgain }: CheckReportProps): ReactNode {
  const { t } = useWords();
  return (
    <SheetBody>
      <div className={classes.report}>
        <VerdictBanner report={report} isFresh={isFresh}>
          <Button size="xs" variant="default" onClick={onAgain}>
            {t('apiCheck.again')}
          </Button>
        </VerdictBanner>
        <ReportFacts report={report} />
        <ReportExport server={server} model={report.model} />
        <ResultList results={report.checks} />
      </div>
    </SheetBody>
  );
}

function ReportFacts({ report }: { report: ConformanceReport }): ReactNode {
  const { t, format } = useWords();
  const { model, serverName, kind, serverVersion, depth, checkedAt, tookMs } = report;
  const software = softwareText(kind, null, t);
  return (
    <dl className={classes.facts}>
      <Fact label={t('serverPage.model')} value={`${model} · ${serverName}`} />
      <Fact
        label={t('serverPage.software')}
        value={serverVersion === null ? software : `${software} ${serverVersion}`}
      />
      <Fact label={t('apiCheck.depth')} value={t(`apiCheck.depth.${depth}`)} />
      <Fact label={t('apiCheck.when')} value={format.moment(checkedAt)} />
      <Fact label={t('apiCheck.took')} value={format.duration(tookMs)} />
      <Fact label={t('apiCheck.spent')} value={useSpentText(report)} />
    </dl>
  );
}

function useSpentText({ spent }: ConformanceReport): string {
  const { t, format } = useWords();
  const tokens = `${spent.isEstimated ? '≈ ' : ''}${format.count(spent.tokens)}`;
  return spent.requests === 1
    ? t('apiCheck.spent.one', { tokens })
    : t('apiCheck.spent.many', { requests: spent.requests, tokens });
}

function Fact({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
