import { Loader } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { AskReport } from '../../../shared/api.ts';
import { useAppState } from '../../app-state.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Note } from '../../components/note.tsx';
import { useWords } from '../../words.ts';
import classes from './ask-panel.module.css';
import type { Asked } from './use-ask.ts';

export function Answer({ asked }: { asked: Asked }): ReactNode {
  const { explain } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked.phase !== 'idle') place.current?.scrollIntoView({ block: 'nearest' });
  }, [asked.phase]);
  if (asked.phase === 'idle') return null;
  return (
    <div className={classes.answer} ref={place}>
      {(asked.phase !== 'failed' || asked.text !== '') && <AnswerText asked={asked} />}
      {asked.phase === 'failed' && (
        <Note level="error" isLive>
          {explain(asked.failure)}
        </Note>
      )}
      {asked.phase === 'answered' && <Report report={asked.report} />}
    </div>
  );
}

function AnswerText({ asked }: { asked: Exclude<Asked, { phase: 'idle' }> }): ReactNode {
  const { t } = useWords();
  return (
    <div
      className={classes.text}
      role="region"
      aria-label={t('ask.answer')}
      aria-busy={asked.phase === 'answering'}
    >
      {asked.text}
      {asked.phase === 'answering' && asked.text === '' && (
        <span className={classes.hint}>
          <Loader size={12} color="gray" /> {t('ask.waiting')}
        </span>
      )}
      {asked.phase === 'stopped' && <span className={classes.hint}> {t('ask.stopped')}</span>}
      {asked.phase === 'answered' && asked.text === '' && (
        <span className={classes.hint}>{t('ask.empty')}</span>
      )}
    </div>
  );
}

function Report({ report }: { report: AskReport }): ReactNode {
  const { upstreams } = useAppState();
  const { t, format } = useWords();
  const server = upstreams.find(({ slug }) => slug === report.upstream)?.name ?? report.upstream;
  const tokens = `${report.tokensEstimated ? '≈ ' : ''}${format.count(report.tokensOut)}`;
  return (
    <dl className={classes.report} role="status">
      <div>
        <dt>{t('ask.by')}</dt>
        <dd>
          {report.isDemo ? t('kind.demo') : `${report.model} · ${server}`}
          {report.location !== null && <LocationBadge location={report.location} />}
        </dd>
      </div>
      <div>
        <dt>{t('ask.firstToken')}</dt>
        <dd>{format.duration(report.firstTokenMs)}</dd>
      </div>
      <div>
        <dt>{t('ask.total')}</dt>
        <dd>{format.duration(report.totalMs)}</dd>
      </div>
      <div>
        <dt>{t('ask.tokens')}</dt>
        <dd>{tokens}</dd>
      </div>
    </dl>
  );
}
