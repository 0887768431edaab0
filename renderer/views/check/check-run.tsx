import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { JobBar } from '../../components/job-bar.tsx';
import { Note } from '../../components/note.tsx';
import { SheetBar, SheetBody } from '../../components/sheet.tsx';
import { countStatuses } from '../../verdict.ts';
import { useWords } from '../../words.ts';
import classes from './check.module.css';
import { ResultList } from './result-list.tsx';
import type { Run } from './use-check.ts';

interface CheckRunProps {
  run: Run;
  onStop: () => void;
  onAgain: () => void;
}

/** A check that runs, or that ended before it had a verdict: what was seen so far. Results only ever come below. */
export function CheckRun({ run, onStop, onAgain }: CheckRunProps): ReactNode {
  const { t, explain } = useWords();
  const { phase, at, results, failure } = run;
  const isRunning = phase === 'running';
  const over = t(phase === 'failed' ? 'apiCheck.failed' : 'findServers.stopped');
  const now =
    at === null ? t('apiCheck.starting') : t('apiCheck.running', { name: t(`check.name.${at.id}`) });
  return (
    <>
      <SheetBar>
        <JobBar
          text={isRunning ? now : over}
          detail={detailOf(run, t)}
          percent={isRunning ? percentOf(run) : null}
          label={t('apiCheck.progress')}
          spoken={isRunning ? t('apiCheck.running.live') : over}
        >
          <Button size="xs" variant="default" onClick={isRunning ? onStop : onAgain} data-autofocus>
            {t(isRunning ? 'apiCheck.stop' : 'apiCheck.again')}
          </Button>
        </JobBar>
      </SheetBar>
      <SheetBody>
        <div className={classes.report}>
          {phase === 'stopped' && <Note level="info">{t('apiCheck.stopped')}</Note>}
          {failure !== null && (
            <Note level="error" isLive>
              {explain(failure)}
            </Note>
          )}
          <ResultList results={results} />
        </div>
      </SheetBody>
    </>
  );
}

function detailOf({ at, results }: Run, t: ReturnType<typeof useWords>['t']): string {
  if (at === null) return '';
  const step = t('apiCheck.step', { done: at.done, of: at.of });
  return `${step} · ${t('apiCheck.summary', countStatuses({ checks: [...results] }))}`;
}

function percentOf({ at }: Run): number {
  return at === null || at.of === 0 ? 0 : Math.round((at.done / at.of) * 100);
}
