import { Loader } from '@mantine/core';
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { AskReport } from '../../../shared/api.ts';
import { useAppState } from '../../app-state.ts';
import { LocationBadge } from '../../components/location-badge.tsx';
import { Note } from '../../components/note.tsx';
import { useWords } from '../../words.ts';
import classes from './ask-panel.module.css';
import type { GrowingText } from './growing-text.ts';
import type { Asked } from './use-ask.ts';

export function Answer({ asked, label }: { asked: Asked; label?: string }): ReactNode {
  const { explain } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked.phase !== 'idle') place.current?.scrollIntoView({ block: 'nearest' });
  }, [asked.phase]);
  if (asked.phase === 'idle') return null;
  return (
    <div className={classes.answer} ref={place}>
      {(asked.phase !== 'failed' || asked.text.length > 0) && <AnswerText asked={asked} label={label} />}
      {asked.phase === 'failed' && (
        <Note level="error" isLive>
          {explain(asked.failure)}
        </Note>
      )}
      {asked.phase === 'answered' && <Report report={asked.report} />}
    </div>
  );
}

interface AnswerTextProps {
  asked: Exclude<Asked, { phase: 'idle' }>;
  label: string | undefined;
}

function AnswerText({ asked, label }: AnswerTextProps): ReactNode {
  const { t } = useWords();
  return (
    <div
      className={classes.text}
      role="region"
      aria-label={label ?? t('ask.answer')}
      tabIndex={0}
      aria-busy={asked.phase === 'answering'}
    >
      <Blocks text={asked.text} />
      {asked.phase === 'answering' && asked.text.length === 0 && (
        <span className={classes.hint}>
          <Loader size={12} color="gray" /> {t('ask.waiting')}
        </span>
      )}
      {asked.phase === 'stopped' && <span className={classes.hint}> {t('ask.stopped')}</span>}
      {asked.phase === 'answered' && asked.text.length === 0 && (
        <span className={classes.hint}>{t('ask.empty')}</span>
      )}
    </div>
  );
}

function Blocks({ text }: { text: GrowingText }): ReactNode {
  return text.map((block, at) => <Block key={at} block={block} isFar={at < text.length - nearEnd} />);
}

/** So many are always laid out, so that the end is where it is looked for. */
const nearEnd = 4;
/** As the style sheet says it. */
const lineHeight = 1.6;
const charsPerLine = 100;

/** About how many lines a block takes, for its place until somebody scrolls there. */
function linesOf(block: string): number {
  const lines = block.split('\n');
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / charsPerLine)), 0);
}

const Block = memo(function Block({ block, isFar }: { block: string; isFar: boolean }): ReactNode {
  if (!isFar) return <div>{block}</div>;
  return (
    <div
      className={classes.block}
      style={{ containIntrinsicBlockSize: `auto ${linesOf(block) * lineHeight}em` }}
    >
      {block}
    </div>
  );
});

function Report({ report }: { report: AskReport }): ReactNode {
  const { upstreams } = useAppState();
  const { t, format } = useWords();
  const server = upstreams.find(({ slug }) => slug === report.upstream)?.name ?? report.upstream;
  const tokens = `${report.tokensEstimated ? '≈ ' : ''}${format.count(report.tokensOut)}`;
  const writingMs = report.totalMs - report.firstTokenMs;
  const speed = report.tokensOut > 1 && writingMs > 0 ? (report.tokensOut * 1000) / writingMs : null;
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
      {speed !== null && (
        <div>
          <dt>{t('ask.speed')}</dt>
          <dd>{t('live.tokensPerSecond', { count: format.tenths(speed) })}</dd>
        </div>
      )}
    </dl>
  );
}
